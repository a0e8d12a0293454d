'use strict';
// Serves one softap-emulator-js device on a free loopback port and prints {"tcp_port": N}.

const net = require('node:net');
const SoftApEmulator = require('softap-emulator-js');

const server = net.createServer(new SoftApEmulator().server());
server.listen(0, '127.0.0.1', () => {
	console.log(JSON.stringify({ tcp_port: server.address().port }));
});
