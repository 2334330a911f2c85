import { readFileSync } from 'node:fs';

const contract = (text) => `syntax = "proto3";\n\npackage loyalty.ledger.v1;\n\n${text}`;
const edited = (path, from, to) => {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no '${from}' to plant a violation in`);
  return text.replace(from, to);
};

const values = 'proto/loyalty/ledger/v1/values.proto';
const service = 'proto/loyalty/ledger/v1/ledger_log_service.proto';
const code = 'libs/contracts/src/generated/loyalty/balance/v1/balance_service_pb.ts';

/** [what, rule, file, content] */
export const refusedByContractLint = [
  [
    'words of an enum that could be of another',
    'ENUM_VALUE_PREFIX',
    'proto/loyalty/ledger/v1/planted_enum.proto',
    contract('// Planted.\nenum Planted {\n  PLANTED_UNSPECIFIED = 0;\n  GOODS = 1;\n}\n'),
  ],
  [
    'a message that says nothing about itself',
    'COMMENT_MESSAGE',
    'proto/loyalty/ledger/v1/planted_silent.proto',
    contract('message PlantedSilent {}\n'),
  ],
];

export const refusedAsBreaking = [
  ['points that became text', 'FIELD_SAME_TYPE', values, edited(values, 'int64 points = 3;', 'string points = 3;')],
  [
    'a question that nobody answers any more',
    'RPC_NO_DELETE',
    service,
    edited(service, '  rpc Heads(HeadsRequest) returns (HeadsResponse);\n', ''),
  ],
];

/** [what, file, content] */
export const refusedAsDrifted = [
  ['code that says something else than its contract', code, edited(code, 'held: bigint', 'held: number')],
];
