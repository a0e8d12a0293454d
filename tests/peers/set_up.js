'use strict';
// A whole setup of the simulated Photon with @particle/softap-setup and particle-api-js, every answer asserted.

const assert = require('node:assert/strict');
const { on } = require('node:events');
const { promisify } = require('node:util');
const SoftApSetup = require('@particle/softap-setup');

const ONLINE_TIMEOUT_MS = 60000;

// `simulator` is the line that `photon-setup simulate` prints, `protocol` is 'tcp' or 'http'.
async function handOver(simulator, protocol, claimCode) {
	const photon = new SoftApSetup({ host: '127.0.0.1', port: simulator[`${protocol}_port`], protocol });
	const ask = (command, ...rest) => promisify(photon[command]).call(photon, ...rest);

	assert.deepEqual(await ask('deviceInfo'), { id: simulator.device_id, claimed: false });

	const visible = simulator.networks.filter(({ hidden }) => !hidden);
	const scanned = await ask('scan');
	assert.deepEqual(
		scanned.map(({ ssid, rssi, sec, ch }) => ({ ssid, rssi, sec, ch })),
		visible.map((network) => ({
			ssid: network.ssid, rssi: network.rssi, sec: network.security_number, ch: network.channel
		}))
	);

	assert.match(await ask('publicKey'), /^-----BEGIN PUBLIC KEY-----/);
	await ask('setClaimCode', claimCode);

	const { ssid, password, channel, security_number: security } = visible.find(({ password }) => password);
	assert.deepEqual(await ask('configure', { ssid, password, channel, security }), { r: 0 });
	await ask('connect');
}

// Resolves when the owner's event stream has told that the device is online; `particle` is signed in, as a developer
// or, with a `product`, as a customer of it.
async function setUp(particle, simulator, protocol, product) {
	const { body: claim } = await particle.getClaimCode({ product });
	assert.match(claim.claim_code, /^[A-Za-z0-9+/]{63}$/);
	assert.deepEqual(claim.device_ids, []);

	const stream = await particle.getEventStream({ deviceId: 'mine', name: 'spark' });
	const events = on(stream, 'event', { signal: AbortSignal.timeout(ONLINE_TIMEOUT_MS) });
	await handOver(simulator, protocol, claim.claim_code);
	for await (const [event] of events) {
		assert.equal(event.coreid, simulator.device_id);
		if (event.name === 'spark/status' && event.data === 'online') {
			break;
		}
	}
	stream.abort();
	// abort() leaves this timer running, which would keep the program alive.
	stream.stopIdleTimeout();
}

module.exports = { setUp };
