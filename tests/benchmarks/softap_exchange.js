'use strict';
// node softap_exchange.js PORT: for every line of input one exchange with @particle/softap-setup; prints its seconds.

const { createInterface } = require('node:readline');
const { promisify } = require('node:util');
const SoftApSetup = require('../peers/node_modules/@particle/softap-setup');

async function exchange(port) {
	const photon = new SoftApSetup({ host: '127.0.0.1', port });
	const ask = (command, ...rest) => promisify(photon[command]).call(photon, ...rest);
	await ask('deviceInfo');
	await ask('scan');
	await ask('publicKey');
	await ask('setClaimCode', 'a'.repeat(63));
	await ask('configure', { ssid: 'ssid-name1', security: 'wpa2_aes', password: 'hello world', channel: 5 });
	await ask('connect');
}

async function main(port) {
	for await (const _line of createInterface({ input: process.stdin })) {
		const started = process.hrtime.bigint();
		await exchange(port);
		console.log(Number(process.hrtime.bigint() - started) / 1e9);
	}
}

main(Number(process.argv[2]));
