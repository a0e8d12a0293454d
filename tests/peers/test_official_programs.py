"""Particle's own JavaScript libraries, which know nothing of this program, set the simulated Photon up."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from tests.peers.processes import HERE, log_of, running, simulate, state_once_online

pytestmark = pytest.mark.peer

PEER_TIMEOUT_S = 120.0


def run_script(name: str, simulator: dict[str, Any], *arguments: str) -> None:
    """Run one of the JavaScript programs beside this file; its assertions end it with a code that is not 0."""
    done = subprocess.run(
        ["node", str(HERE / name), json.dumps(simulator), *arguments],
        capture_output=True,
        text=True,
        timeout=PEER_TIMEOUT_S,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("firmware", ["2.3.1", "0.6.4"])
@pytest.mark.parametrize("protocol", ["tcp", "http"])
def test_softap_setup_gets_the_simulated_photon_online_and_claimed(firmware: str, protocol: str) -> None:
    with running(*simulate("--firmware", firmware)) as simulator:
        run_script("softap_setup.js", simulator, protocol)
        state = state_once_online(simulator)
    assert (state["online"], state["listening"], state["claimed_flag"]) == (True, False, True)
    assert state["owner"] == simulator["username"]


def test_particle_api_js_signs_in_claims_uses_renames_and_signs_out() -> None:
    with running(*simulate()) as simulator:
        run_script("particle_api.js", simulator)


def test_particle_api_js_runs_a_product_from_its_clients_to_the_returned_device() -> None:
    with running(*simulate()) as simulator:
        run_script("particle_product.js", simulator)
        state, asked = state_once_online(simulator), log_of(simulator)
    assert (state["online"], state["owner"], state["product"], state["claimed_flag"]) == (True, None, None, True)
    product, customer = f"/v1/products/{simulator['product']}", f"customer peer+1@example.com {simulator['product']}"
    claim = asked.index(f"cloud POST {product}/device_claims by {customer}")
    assert f"cloud POST {product}/devices by product {simulator['product']}" in asked[:claim]
    assert asked.index("photon set by anybody") > claim
