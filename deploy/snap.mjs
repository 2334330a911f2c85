import { earn, accountStream } from '@loyalty/ledger';
import v8 from 'node:v8';
const acc=[];let k=0;
for(let a=0;a<300;a++){let s=accountStream.initial('');const account='a'+a+'-1111-2222-3333-444455556666';
for(let l=0;l<70;l++){ const now=1.8e12+k; const key=`w${(++k).toString(36).padStart(8,'0')}`; const d=earn({member:`mem_${account}`,purchase:`pur_${key}`,occurredAt:now,now,lots:[{lot:`lot_${key}`,wallet:'points',points:25n,availableAt:now,expiresAt:now+365*864e5}]},s);
  for(const e of d.events){accountStream.encode(e); s=accountStream.evolve(s,e);} } acc.push(s);}
globalThis.acc=acc; gc();
v8.writeHeapSnapshot('/tmp/m/s.heapsnapshot');
