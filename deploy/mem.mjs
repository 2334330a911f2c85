import { earn, accountStream, emptyAccount } from '@loyalty/ledger';
import { randomUUID } from 'node:crypto';
const N=2000, L=70;
const gc=globalThis.gc; const out=[];
gc(); const before=process.memoryUsage().heapUsed;
let k=0;
for(let a=0;a<N;a++){ let s=accountStream.initial(''); const account=randomUUID();
 for(let l=0;l<L;l++){ const now=1.8e12+k; const key=`w${(++k).toString(36).padStart(8,'0')}`; const d=earn({member:`mem_${account}`,purchase:`pur_${key}`,occurredAt:now,now,lots:[{lot:`lot_${key}`,wallet:'points',points:25n,availableAt:now,expiresAt:now+365*864e5}]},s);
  for(const e of d.events){accountStream.encode(e); s=accountStream.evolve(s,e);} }
 out.push(s);}
gc(); const after=process.memoryUsage().heapUsed;
console.log('bytes/lot built', (after-before)/N/L);
const read=out.map(s=>accountStream.snapshot.read(accountStream.snapshot.write(s)));
gc(); console.log('bytes/lot read', (process.memoryUsage().heapUsed-after)/N/L, accountStream.snapshot.write(out[0]).length/L);
let t=process.cpuUsage(); for(let i=0;i<200;i++) accountStream.snapshot.read(accountStream.snapshot.write(out[i])); t=process.cpuUsage(t); console.log('us per write+read of 70', (t.user+t.system)/200);
console.log(read.length)
