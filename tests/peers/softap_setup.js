'use strict';
// node softap_setup.js SIMULATOR tcp|http: the Photon's side, with the token that the simulator hands out.

const assert = require('node:assert/strict');
const Particle = require('particle-api-js');
const { setUp } = require('./set_up');

async function main(simulator, protocol) {
	const particle = new Particle({ baseUrl: simulator.api, auth: simulator.token });
	await setUp(particle, simulator, protocol);

	const { body: device } = await particle.getDevice({ deviceId: simulator.device_id });
	assert.equal(device.id, simulator.device_id);
	assert.equal(device.online, true);
	assert.equal(device.system_firmware_version, simulator.firmware);
}

main(JSON.parse(process.argv[2]), process.argv[3]);
