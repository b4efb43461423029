"""The documentation is compared with the code: what one names, the other has."""

import json
import re
import tomllib
from pathlib import Path

import click
import pytest

import trackers
from tests.attacks.figures import FIGURES
from tests.pages import (
    DOCS,
    GUIDES,
    INSTALLING,
    PAGES,
    READMES,
    ROOT,
    TRACKERS,
    anchor,
    blocks,
    headings,
    links,
    only_table,
    read,
    section,
    spans,
    tables_in,
)
from trackers import config
from trackers.cli import main as matbang
from trackers.cli.diagnosis import RULES
from trackers.domain.stages import OBSTACLE_LOOK, Stage
from trackers.web.bounds import MOST_WEBSOCKETS
from trackers.web.headers import EVERYWHERE


def commands(group, words=("matbang",)):
    """Every command that does something, with its words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


def settings_in(text):
    """The settings a text names; those of the tests (MATBANG_TEST…) are none."""
    named = set(re.findall(r"\bMATBANG_[A-Z_]+[A-Z]", text))
    return {one for one in named if not one.startswith("MATBANG_TEST")}


class TestReadmes:
    @pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
    def test_every_setting_is_named_with_its_default(self, page):
        table = tables_in(read(page))[0]
        assert set(table) == set(config.names())
        for name, field in config.Settings.model_fields.items():
            default = str(field.default) if field.default else ""
            shown = table[config.PREFIX + name.upper()][1].strip("`")
            assert shown in ({default} if default else {"empty", "trống", ""}), name

    def test_no_page_names_a_setting_that_does_not_exist(self):
        for page in PAGES:
            assert settings_in(read(page)) <= set(config.names()), page

    def test_every_setting_that_the_code_reads_is_one_of_the_settings(self):
        for path in (*TRACKERS.rglob("*.py"), ROOT / "app.py"):
            assert settings_in(read(path)) <= set(config.names()), path

    @pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
    def test_every_command_is_named_with_its_options(self, page):
        table = tables_in(read(page))[1]
        listed = dict(commands(matbang))
        assert set(table) == set(listed)
        for name, command in listed.items():
            options = [one.opts[0] for one in command.params if isinstance(one, click.Option)]
            assert sorted(spans(table[name][2])) == sorted(options), name

    def test_both_have_the_same_headings_links_and_code(self):
        english, vietnamese = (read(page) for page in READMES)
        assert [level for level, _ in headings(english)] == [
            level for level, _ in headings(vietnamese)
        ]
        assert len(links(english)) == len(links(vietnamese))
        assert blocks(english) == blocks(vietnamese)

    def test_the_changelog_names_the_version(self):
        assert f"## [Unreleased] {trackers.__version__}" in read(
            ROOT / "CHANGELOG.md"
        ) or f"## [{trackers.__version__}]" in read(ROOT / "CHANGELOG.md")


class TestScreens:
    @staticmethod
    def screens():
        return {path.stem for path in (TRACKERS / "ui" / "screens").glob("[!_]*.py")}

    def test_there_are_screens(self):
        assert "map" in self.screens()

    def test_the_architecture_lists_every_screen(self):
        table = only_table(section(read(DOCS / "architecture.md"), "Screens"))
        assert {Path(one).stem for one in table} == self.screens()

    @pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
    def test_every_screen_is_in_the_user_guides(self, page):
        assert self.screens() <= spans(read(page))

    def test_both_guides_have_the_same_headings(self):
        english, vietnamese = (headings(read(page)) for page in GUIDES)
        assert [level for level, _ in english] == [level for level, _ in vietnamese]

    @pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
    def test_every_stage_is_in_the_user_guides(self, page):
        signs = [*(stage.look.sign for stage in Stage), OBSTACLE_LOOK.sign]
        assert list(tables_in(read(page))[0]) == signs


class TestInstalling:
    def test_both_guides_have_the_same_headings_and_code_and_lead_to_the_same_files(self):
        english, vietnamese = (read(page) for page in INSTALLING)
        assert [level for level, _ in headings(english)] == [
            level for level, _ in headings(vietnamese)
        ]
        assert blocks(english) == blocks(vietnamese)
        files = [one for one in links(english) if one.startswith("deploy/")]
        assert files == [one for one in links(vietnamese) if one.startswith("deploy/")]

    def test_every_ready_file_is_told_of(self):
        told = read(INSTALLING[0])
        assert all(one.name in told for one in (DOCS / "deploy").iterdir())


class TestSecurity:
    def test_every_rule_of_the_doctor_is_told_as_it_is(self):
        told = only_table(section(read(DOCS / "security.md"), "What `matbang doctor` looks at"))
        assert {code: cells[1] for code, cells in told.items()} == {
            one.code: "unsafe" if one.unsafe else "worth a look" for one in RULES
        }

    def test_every_kind_of_attack_is_told_with_its_count_and_none_got_through(self):
        told = only_table(section(read(DOCS / "security.md"), "Attacks that were tried"))
        assert {kind: cells[2] for kind, cells in told.items()} == {
            kind: str(count) for kind, count in FIGURES.items()
        }
        assert {cells[3] for cells in told.values()} == {"0"}

    def test_every_rate_and_every_header_is_told(self):
        text = read(DOCS / "security.md")
        table = only_table(section(text, "Headers"))
        assert set(EVERYWHERE) <= set(table)
        assert f"{MOST_WEBSOCKETS}" in section(text, "Bounds")


class TestPackages:
    def test_every_dependency_has_its_reason(self):
        project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
        browser = json.loads(read(TRACKERS / "drawing" / "browser" / "package.json"))
        wanted = {
            re.split(r"[<>=!~\[; ]", one)[0]
            for group in (project["dependencies"], *project["optional-dependencies"].values())
            for one in group
        }
        told = tables_in(read(DOCS / "decisions" / "0002-dependencies.md"))
        wanted |= {*browser["dependencies"], *browser["devDependencies"]}
        assert {name for one in told for name in one} == wanted
        assert all(all(cells) for one in told for cells in one.values())


class TestDecisions:
    DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))

    def test_numbers_follow_each_other(self):
        numbers = [int(path.name[:4]) for path in self.DECISIONS]
        assert numbers == list(range(1, len(numbers) + 1))

    def test_each_says_context_decision_and_consequences(self):
        for path in self.DECISIONS:
            parts = [text for level, text in headings(read(path)) if level == "##"]
            assert parts == ["Context", "Decision", "Consequences"], path

    def test_each_is_listed_under_its_own_title(self):
        listed = read(DOCS / "decisions" / "README.md")
        for path in self.DECISIONS:
            title = headings(read(path))[0][1].removeprefix(f"{path.name[:4]}. ")
            assert f"- [{path.name[:4]}]({path.name}) {title}\n" in listed, path


class TestDeveloping:
    def test_every_target_of_make_is_told(self):
        targets = re.findall(r"^([a-z]+):.* ## ", read(ROOT / "Makefile"), re.MULTILINE)
        told = only_table(section(read(DOCS / "developing.md"), "Targets of make"))
        assert set(told) == {f"make {one}" for one in targets}

    def test_every_room_is_in_the_architecture(self):
        rooms = {f"trackers/{path.parent.name}" for path in TRACKERS.glob("*/__init__.py")}
        told = only_table(section(read(DOCS / "architecture.md"), "Rooms"))
        assert set(told) == rooms | {"trackers/config.py", "geodata", "app.py"}

    def test_every_path_that_the_architecture_names_exists(self):
        for name in spans(read(DOCS / "architecture.md")):
            if re.fullmatch(r"(trackers|geodata|tests)/[\w./]*", name):
                assert (ROOT / name).exists(), name


class TestLinks:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
    def test_every_relative_link_leads_somewhere(self, page):
        for target in links(read(page)):
            if "://" in target:
                continue
            place, _, part = target.partition("#")
            path = (page.parent / place).resolve() if place else page
            assert path.exists(), target
            if part:
                assert part in {anchor(text) for _, text in headings(read(path))}, target

    def test_every_page_is_reached_from_the_readme(self):
        reached, todo = set(), [READMES[0]]
        while todo:
            page = todo.pop()
            reached.add(page)
            for target in links(read(page)):
                path = (page.parent / target.partition("#")[0]).resolve()
                if path.suffix == ".md" and path.exists() and path not in reached:
                    todo.append(path)
        assert set(PAGES) <= reached
