// What the scripts have in common: where the pool is, its outbox, and a check that tells what it checked.
import assert from 'node:assert/strict';

export const pool = JSON.parse(process.env.POOL);

export async function code(destination) {
  const basic = Buffer.from(`${pool.keyId}:${pool.secret}`).toString('base64');
  const answer = await fetch(`${pool.url}/outbox`, {
    headers: { accept: 'application/json', authorization: `Basic ${basic}` },
  });
  assert.equal(answer.status, 200);
  const { Messages } = await answer.json();
  return Messages.find((message) => message.Destination === destination).Code;
}

export async function check(what, work) {
  await work();
  console.log(`ok: ${what}`);
}

// That it is refused, and as what.
export async function refused(name, work) {
  await assert.rejects(work, (fault) => {
    assert.equal(fault.name, name, `${fault.name}: ${fault.message}`);
    return true;
  });
}
