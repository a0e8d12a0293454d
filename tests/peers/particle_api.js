'use strict';
// node particle_api.js SIMULATOR: the cloud's side of one's own account, from signing in to signing out.

const assert = require('node:assert/strict');
const Particle = require('particle-api-js');
const { setUp } = require('./set_up');

const TOKEN = /^[0-9a-f]{40}$/;

async function refusesWrongPassword(particle, { username }) {
	await assert.rejects(particle.login({ username, password: 'wrong' }), {
		statusCode: 400,
		shortErrorDescription: 'User credentials are invalid'
	});
}

async function signsInWithOneTimeCode(particle, simulator) {
	const { one_time_code_username: username, one_time_code_password: password, one_time_code: otp } = simulator;
	const wanted = await particle.login({ username, password }).then(() => null, (error) => error);
	assert.equal(wanted?.statusCode, 403);
	assert.equal(wanted.body.error, 'mfa_required');

	const mfaToken = wanted.body.mfa_token;
	await assert.rejects(particle.sendOtp({ mfaToken, otp: '000000' }), { statusCode: 400 });
	const { body } = await particle.sendOtp({ mfaToken, otp });
	assert.match(body.access_token, TOKEN);
}

async function signsIn(particle, { username, password }) {
	const { statusCode, body } = await particle.login({ username, password });
	assert.equal(statusCode, 200);
	assert.match(body.access_token, TOKEN);
	assert.equal(body.token_type, 'bearer');
	assert.equal(body.expires_in, 7776000);
	particle.setDefaultAuth(body.access_token);
	const { body: user } = await particle.getUserInfo({});
	assert.equal(user.username, username);
}

async function usesItsDevice(particle, { device_id: deviceId }) {
	await assert.rejects(particle.getDevice({ deviceId: deviceId.toUpperCase() }), { statusCode: 403 });

	const { body: devices } = await particle.listDevices({});
	const mine = devices.find(({ id }) => id === deviceId);
	assert.equal(mine.online, true);
	assert.equal(mine.platform_id, 6);

	const { body: variable } = await particle.getVariable({ deviceId, name: 'uptime_s' });
	assert.equal(typeof variable.result, 'number');
	assert.equal(variable.coreInfo.deviceID, deviceId);
	await assert.rejects(particle.getVariable({ deviceId, name: 'no-such-variable' }), { statusCode: 404 });

	const { body: called } = await particle.callFunction({ deviceId, name: 'digitalwrite', argument: 'D7,HIGH' });
	assert.equal(called.return_value, 1);

	await particle.renameDevice({ deviceId, name: 'greenhouse' });
	const { body: renamed } = await particle.getDevice({ deviceId });
	assert.equal(renamed.name, 'greenhouse');
}

async function signsOut(particle) {
	const { body } = await particle.deleteCurrentAccessToken({});
	assert.deepEqual(body, { ok: true });
	await assert.rejects(particle.listDevices({}), { statusCode: 401 });
}

async function main(simulator) {
	const particle = new Particle({ baseUrl: simulator.api });
	await assert.rejects(particle.listDevices({}), { statusCode: 400 });
	await refusesWrongPassword(particle, simulator);
	await signsInWithOneTimeCode(particle, simulator);
	await signsIn(particle, simulator);
	await setUp(particle, simulator, 'tcp');
	await usesItsDevice(particle, simulator);
	await signsOut(particle);
}

main(JSON.parse(process.argv[2]));
