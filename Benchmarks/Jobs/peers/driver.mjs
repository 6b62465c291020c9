// One peer, driven by the jobs benchmark: a line {"scenario","jobs"} on standard input, a line {"seconds"} on standard output.
// node driver.mjs <graphile|graphile-batch|pg-boss> <connection string> <concurrency>
import readline from 'node:readline';
import pg from 'pg';

const [, , peerName, connectionString, concurrencyText] = process.argv;
const concurrency = Number(concurrencyText);
const pool = new pg.Pool({ connectionString, max: concurrency + 2 });
const insertBatch = 500;

let ran = 0;
let wanted = Infinity;
let allRan = () => {};
const handled = count => { ran += count; if (ran >= wanted) allRan(); };

const graphile = async batching => {
  const { makeWorkerUtils, run, Logger } = await import('graphile-worker');
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  await utils.migrate();
  const preset = { worker: { connectionString, concurrentJobs: concurrency, maxPoolSize: concurrency + 2, logger, ...batching } };
  return {
    insertMany: ids => utils.addJobs(ids.map(id => ({ identifier: 'test', payload: { id } }))),
    insertOne: id => utils.addJob('test', { id }),
    start: async () => {
      const runner = await run({ preset, noHandleSignals: true, parsedCronItems: [], taskList: { test: () => handled(1) } });
      return () => runner.stop();
    },
    unfinished: 'select 1 from graphile_worker._private_jobs limit 1',
  };
};

const pgBoss = async () => {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ connectionString, max: concurrency + 2 });
  boss.on('error', error => { console.error(error); process.exit(1); });
  await boss.start();
  await boss.createQueue('test');
  return {
    insertMany: ids => boss.insert('test', ids.map(id => ({ data: { id } }))),
    insertOne: id => boss.send('test', { id }),
    start: async () => {
      await boss.work('test', { batchSize: 100, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 }, async jobs => handled(jobs.length));
      return () => boss.offWork('test');
    },
    unfinished: "select 1 from pgboss.job where name = 'test' and state < 'completed' limit 1",
  };
};

const peer = await ({
  'graphile': () => graphile({}),
  'graphile-batch': () => graphile({ localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 }),
  'pg-boss': pgBoss,
})[peerName]();

const insertAll = async jobs => {
  for (let first = 0; first < jobs; first += insertBatch) {
    await peer.insertMany(Array.from({ length: Math.min(insertBatch, jobs - first) }, (_, at) => first + at));
  }
};

const insertOneByOne = async jobs => {
  let next = 0;
  const producer = async () => { while (next < jobs) await peer.insertOne(next++); };
  await Promise.all(Array.from({ length: concurrency }, producer));
};

const untilStored = async () => {
  while ((await pool.query(peer.unfinished)).rowCount > 0) await new Promise(resolve => setTimeout(resolve, 2));
};

const round = async ({ scenario, jobs }) => {
  ran = 0;
  wanted = jobs;
  const everything = new Promise(resolve => { allRan = resolve; });
  let from, stop;
  if (scenario === 'drain') {
    await insertAll(jobs);
    from = performance.now();
    stop = await peer.start();
  } else {
    stop = await peer.start();
    from = performance.now();
    await (scenario === 'batches' ? insertAll(jobs) : insertOneByOne(jobs));
  }
  await everything;
  await untilStored();
  const seconds = (performance.now() - from) / 1000;
  await stop();
  if (ran !== jobs) throw new Error(`${ran} of ${jobs} jobs ran`);
  return { seconds };
};

console.log('ready');
for await (const line of readline.createInterface({ input: process.stdin })) console.log(JSON.stringify(await round(JSON.parse(line))));
process.exit(0);
