'use strict';
// node particle_product.js SIMULATOR: a product's side, from its OAuth clients to the returned device.

const assert = require('node:assert/strict');
const { mkdtemp, rm, writeFile } = require('node:fs/promises');
const { tmpdir } = require('node:os');
const path = require('node:path');
const Particle = require('particle-api-js');
const { setUp } = require('./set_up');

const TOKEN = /^[0-9a-f]{40}$/;
const ORGANIZATION = { statusCode: 400, body: { ok: false, error: 'Organization not found for user' } };

async function refuses(call, { statusCode, body }) {
	const refused = await call.then(() => null, (error) => error);
	assert.equal(refused?.statusCode, statusCode);
	for (const [name, value] of Object.entries(body)) {
		assert.deepEqual(refused.body[name], value);
	}
}

async function findsProducts(team, { product, product_slug: slug, p1_product: p1, other_product: other }) {
	const { body } = await team.listProducts({});
	assert.deepEqual(
		body.products.map(({ id, platform_id: platform }) => [id, platform]),
		[[product, 6], [p1, 8], [other, 12]]
	);
	const { body: found } = await team.getProduct({ product: slug });
	assert.equal(found.product.id, product);
	assert.equal(found.product.settings.quarantine, true);
	await refuses(team.getProduct({ product: 1 }), { statusCode: 404, body: { ok: false, error: 'Product not found.' } });
}

// Returns a library that uses a new client of the product.
async function makesClients(team, { api: baseUrl, product }) {
	const { body: listed } = await team.listOAuthClients({ product });
	const { body: made } = await team.createOAuthClient({ name: 'Peer server', type: 'installed', product });
	assert.equal(made.ok, true);
	assert.match(made.client.secret, TOKEN);
	assert.equal(made.client.product_id, product);
	const { body: spare } = await team.createOAuthClient({
		name: 'spare', type: 'installed', scope: 'create_customer', product
	});
	await refuses(team.createOAuthClient({ name: 'x', type: 'installed', scope: 'full', product }), {
		statusCode: 400, body: { error_description: 'only create_customer is valid' }
	});

	const clientId = spare.client.id;
	const { body: changed } = await team.updateOAuthClient({ clientId, name: 'renamed', product });
	assert.deepEqual([changed.client.name, changed.client.secret], ['renamed', undefined]);
	const { statusCode } = await team.deleteOAuthClient({ clientId, product });
	assert.equal(statusCode, 204);
	const { body: left } = await team.listOAuthClients({ product });
	assert.deepEqual(left.clients.map(({ id }) => id), [...listed.clients.map(({ id }) => id), made.client.id]);
	const gone = new Particle({ baseUrl, clientId, clientSecret: spare.client.secret });
	await refuses(gone.loginAsClientOwner(), { statusCode: 400, body: { error: 'invalid_client' } });

	return new Particle({ baseUrl, clientId: made.client.id, clientSecret: made.client.secret });
}

async function importsDevices(fleet, { product, p1_product: p1, device_id: id, other_device_ids: others }) {
	const lists = { existingDeviceIds: [], invalidDeviceIds: [], nonmemberDeviceIds: [], protectedDeviceIds: [] };
	const { body: added } = await fleet.addDeviceToProduct({ deviceId: id, product });
	assert.deepEqual(added, { ...lists, updated: 1, updatedDeviceIds: [id] });
	await refuses(fleet.addDeviceToProduct({ deviceId: id, product: p1 }), {
		statusCode: 403, body: { error: 'Permission Denied' }
	});

	const photons = others.slice(0, -1);
	const p1Device = others.at(-1);
	const file = Buffer.from([id, ...others].join('\n'));
	const { body: uploaded } = await fleet.addDeviceToProduct({ file, product });
	assert.deepEqual(uploaded, {
		...lists, updated: photons.length, updatedDeviceIds: photons, existingDeviceIds: [id], invalidDeviceIds: [p1Device]
	});
	await uploadsFromDisk(fleet, product, photons);

	const { body: listed } = await fleet.listDevices({ product, perPage: 2, page: 2 });
	assert.deepEqual([listed.devices.length, listed.meta.total_pages], [1, 2]);
	const { body: found } = await fleet.listDevices({ product, deviceId: id });
	assert.deepEqual(found.devices.map(({ id, product_id: member }) => [id, member]), [[id, product]]);
}

// A file on disk is streamed, in chunks and without a length.
async function uploadsFromDisk(fleet, product, ids) {
	const folder = await mkdtemp(path.join(tmpdir(), 'ids-'));
	const file = path.join(folder, 'ids.csv');
	await writeFile(file, ids.join('\r\n'));
	const { body } = await fleet.addDeviceToProduct({ file, product });
	assert.deepEqual([body.updated, body.existingDeviceIds], [0, ids]);
	await rm(folder, { recursive: true });
}

// Returns the token of a new customer; api-js makes customers with a password only.
async function makesCustomer(app, { product }) {
	const email = 'Peer+1@example.com';
	const { statusCode, body } = await app.createCustomer({ email, password: 'basil', product });
	assert.equal(statusCode, 201);
	assert.match(body.access_token, TOKEN);
	assert.equal(body.scope, 'customer=peer+1@example.com');
	await refuses(app.createCustomer({ email, password: 'basil', product }), { statusCode: 400, body: { ok: false } });

	const { body: again } = await app.login({ username: email, password: 'basil' });
	assert.equal(again.scope, body.scope);
	await assert.rejects(app.login({ username: email, password: 'wrong' }), {
		statusCode: 400, shortErrorDescription: 'User credentials are invalid'
	});
	return body.access_token;
}

async function usesItAsCustomer(customer, { product, device_id: deviceId }) {
	const { body: devices } = await customer.listDevices({});
	const [mine] = devices.filter(({ id }) => id);
	assert.deepEqual([mine.id, mine.product_id, mine.online], [deviceId, product, true]);
	const { body: variable } = await customer.getVariable({ deviceId, name: 'wifi_rssi_dbm' });
	assert.ok(variable.result < 0);
	const { body: signaled } = await customer.signalDevice({ deviceId, signal: true });
	assert.equal(signaled.signaling, true);
	await refuses(customer.listDevices({ product }), { statusCode: 403, body: { error: 'Permission Denied' } });
}

async function takesItBack(fleet, { product, device_id: deviceId }) {
	const { body: owned } = await fleet.getDevice({ deviceId, product });
	assert.deepEqual([owned.owner, owned.online], ['peer+1@example.com', true]);
	const { body: renamed } = await fleet.renameDevice({ deviceId, name: 'bed-3', product });
	assert.equal(renamed.name, 'bed-3');

	assert.deepEqual((await fleet.removeDeviceOwner({ deviceId, product })).body, { ok: true });
	assert.equal((await fleet.getDevice({ deviceId, product })).body.owner, null);
	assert.equal((await fleet.removeDevice({ deviceId, product })).statusCode, 204);
	await refuses(fleet.getDevice({ deviceId, product }), { statusCode: 404, body: { ok: false } });
}

async function main(simulator) {
	const { api: baseUrl, token, product } = simulator;
	const team = new Particle({ baseUrl, auth: token });
	await findsProducts(team, simulator);
	const app = await makesClients(team, simulator);
	const { body: own } = await app.loginAsClientOwner();
	const fleet = new Particle({ baseUrl, auth: own.access_token });
	await importsDevices(fleet, simulator);

	const customer = new Particle({ baseUrl, auth: await makesCustomer(app, simulator) });
	await refuses(team.getClaimCode({ product }), ORGANIZATION);
	await refuses(fleet.getClaimCode({ product }), ORGANIZATION);
	await setUp(customer, simulator, 'tcp', product);
	await usesItAsCustomer(customer, simulator);
	await takesItBack(fleet, simulator);
}

main(JSON.parse(process.argv[2]));
