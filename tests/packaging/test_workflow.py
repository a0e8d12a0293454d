from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from setup_wizard.core.brand import read_brand
from tests.packaging.index import ROOT
from tests.packaging.test_wheels_of_every_system import PYTHON

WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"

Job = dict[str, Any]


@pytest.fixture(scope="module")
def jobs() -> dict[str, Job]:
    found: dict[str, Job] = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]
    return found


def commands(job: Job) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def test_every_system_tests_builds_tries_and_uploads(jobs: dict[str, Job]) -> None:
    bundle = jobs["bundle"]
    runners = [each["runner"] for each in bundle["strategy"]["matrix"]["include"]]
    assert [re.sub(r"-.*", "", runner) for runner in runners] == ["ubuntu", "windows", "macos"]
    run = commands(bundle)
    wanted = ("-m pytest", "packaging/build.py", "packaging/installers.py", "packaging/smoke.py")
    places = [next(place for place, command in enumerate(run) if word in command) for word in wanted]
    assert places == sorted(places)
    assert any("upload-artifact" in step.get("uses", "") for step in bundle["steps"])


def test_linux_is_built_where_the_c_library_is_old_on_a_runner_that_is_not(jobs: dict[str, Job]) -> None:
    bundle = jobs["bundle"]
    systems = {each["runner"]: each.get("container") for each in bundle["strategy"]["matrix"]["include"]}
    assert systems.pop("ubuntu-24.04") == "ubuntu:22.04"
    assert set(systems.values()) == {None}
    assert bundle["container"] == "${{ matrix.container }}"
    assert not any("ubuntu-22" in str(job) for job in jobs.values())


def test_in_the_container_git_comes_first_and_a_python_made_for_it(jobs: dict[str, Job]) -> None:
    prepare, checkout, python = jobs["bundle"]["steps"][:3]
    assert prepare["if"] == "runner.os == 'Linux'"
    assert " git " in prepare["run"]
    # Where the runner lends its own, setup-python would take one that needs a newer C library.
    assert prepare["run"].endswith('echo "AGENT_TOOLSDIRECTORY=/opt/hostedtoolcache" >>"$GITHUB_ENV"\n')
    assert ["checkout" in checkout["uses"], "setup-python" in python["uses"]] == [True, True]
    assert "sudo" not in str(jobs["bundle"])


def test_nothing_is_published_unless_it_is_tested_and_signed(jobs: dict[str, Job]) -> None:
    release = jobs["release"]
    assert set(release["needs"]) == {"test", "bundle"}
    assert release["if"] == "startsWith(github.ref, 'refs/tags/v')"
    making = {step["run"]: step["if"] for step in jobs["bundle"]["steps"] if "installers.py" in step.get("run", "")}
    assert making == {
        "python packaging/installers.py": "env.IS_RELEASE != 'true'",
        "python packaging/installers.py --require-signing": "env.IS_RELEASE == 'true'",
    }
    assert jobs["bundle"]["env"]["IS_RELEASE"] == "${{ startsWith(github.ref, 'refs/tags/v') }}"
    assert not any("continue-on-error" in step for job in jobs.values() for step in job["steps"])


def test_only_the_release_may_write(jobs: dict[str, Job]) -> None:
    assert yaml.safe_load(WORKFLOW.read_text("utf-8"))["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in jobs.items() if "permissions" in job} == {
        "release": {"contents": "write"}
    }


def test_secrets_reach_commands_through_the_environment_and_only_where_they_are_used(jobs: dict[str, Job]) -> None:
    for job in jobs.values():
        assert "secrets." not in str(job.get("env"))
        for step in job["steps"]:
            assert "secrets." not in step.get("run", "")
            if "secrets." in str(step):
                assert "env.IS_RELEASE == 'true'" in step["if"]


def test_actions_are_pinned_to_a_major_version_and_every_job_ends(jobs: dict[str, Job]) -> None:
    actions = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v[0-9]+", action) for action in actions)
    assert all(job["timeout-minutes"] <= 90 for job in jobs.values())
    assert not any("latest" in str(job["runs-on"]) + str(job.get("strategy")) for job in jobs.values())


def test_the_wheels_are_looked_for_of_the_python_that_builds(jobs: dict[str, Job]) -> None:
    (setup,) = (step for step in jobs["bundle"]["steps"] if "setup-python" in step.get("uses", ""))
    assert setup["with"]["python-version"] == PYTHON


def test_the_bundles_open_windows_on_the_screen_that_the_runner_has(jobs: dict[str, Job]) -> None:
    bundle = jobs["bundle"]
    steps = [step for step in bundle["steps"] if "QT_QPA_PLATFORM" in str(step)]
    assert [step["run"].partition(" tests/")[0] for step in steps] == ["python -m pytest"]
    assert "QT_QPA_PLATFORM" not in bundle["env"]
    assert any(r'Start-Process "$folder\photon-setup.exe"' in command for command in commands(bundle))


@pytest.mark.skipif(sys.platform == "win32", reason="it runs on Linux only")
def test_running_programs_learn_of_the_release(jobs: dict[str, Job], tmp_path: Path) -> None:
    (build,) = (command for command in commands(jobs["bundle"]) if "packaging/build.py" in command)
    (tell,) = (command for command in commands(jobs["release"]) if "newest.json" in command)
    (publish,) = (command for command in commands(jobs["release"]) if "gh release create" in command)
    github = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "ada/photon", "GITHUB_REF_NAME": "v1.2.0"}
    (tmp_path / "installers").mkdir()
    feed = build.replace("python packaging/build.py --updates", "printf %s")
    said = subprocess.run(
        ["bash", "-ec", f"{feed}\n{tell}"], env=github, cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert said == "https://github.com/ada/photon/releases/latest/download/newest.json"
    brand = tmp_path / "brand.json"
    brand.write_text(json.dumps({"updates": said}))
    assert read_brand(brand).updates == said
    assert json.loads((tmp_path / "installers" / "newest.json").read_text()) == {
        "version": "1.2.0",
        "page": "https://github.com/ada/photon/releases/tag/v1.2.0",
    }
    assert publish.endswith(" installers/*")


def test_what_the_workflow_runs_exists(jobs: dict[str, Job]) -> None:
    everything = "\n".join(command for job in jobs.values() for command in commands(job))
    named = set(re.findall(r"(?:packaging/[\w/]+\.\w+|\.ci/run|tests/\w+)", everything))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
