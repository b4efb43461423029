from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.web.clients import client_of

LOOPBACK = (ip_network("127.0.0.1/32"), ip_network("::1/128"))
OFFICE = (*LOOPBACK, ip_network("10.0.0.0/8"))
STRANGER = "203.0.113.9"


def asking(peer, *headers, scheme="http"):
    scope = {
        "type": "http",
        "scheme": scheme,
        "client": peer and (peer, 1),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    return lambda trusted=(): client_of(scope, trusted)


class TestWithoutAProxy:
    @pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
    def test_a_program_of_this_machine_is_local(self, peer):
        assert asking(peer)().is_local
        assert asking(peer)(LOOPBACK).is_local

    @pytest.mark.parametrize("peer", ["192.168.1.20", "2001:db8::1", "::ffff:10.0.0.1", None, "x"])
    def test_everyone_else_is_not(self, peer):
        assert not asking(peer)().is_local

    def test_https_is_what_the_connection_is(self):
        assert asking(STRANGER, scheme="https")().https
        assert asking(STRANGER, scheme="wss")().https
        assert not asking(STRANGER)().https

    def test_a_host_that_is_said_twice_is_none(self):
        assert asking(STRANGER, ("host", "a.example"))().host == "a.example"
        assert asking(STRANGER, ("host", "a.example"), ("host", "b.example"))().host == ""


class TestStrangersWhoSpeakLikeProxies:
    HEADERS = ("x-forwarded-for", "X-Forwarded-Proto", "forwarded", "via", "x-real-ip")

    @pytest.mark.parametrize("name", HEADERS)
    @pytest.mark.parametrize("peer", ["127.0.0.1", STRANGER, None])
    def test_they_are_spoofed_where_no_proxy_is_trusted(self, name, peer):
        client = asking(peer, (name, "127.0.0.1"))()
        assert client.spoofed
        assert not client.is_local
        assert client.address == (peer or "")

    @given(text=st.text(st.characters(max_codepoint=255), max_size=60))
    def test_nothing_they_write_makes_them_someone_else(self, text):
        headers = [(b"x-forwarded-for", text.encode("latin-1")), (b"x-forwarded-proto", b"https")]
        scope = {"type": "http", "scheme": "http", "client": (STRANGER, 1), "headers": headers}
        client = client_of(scope, OFFICE)
        assert (client.address, client.https, client.spoofed) == (STRANGER, False, True)


class TestATrustedProxy:
    def test_it_says_for_whom_it_asks_and_how_it_was_asked(self):
        ask = asking("127.0.0.1", ("x-forwarded-for", STRANGER), ("x-forwarded-proto", "https"))
        client = ask(LOOPBACK)
        assert (client.address, client.https) == (STRANGER, True)
        assert client.through_proxy
        assert not client.spoofed

    def test_whoever_comes_through_it_is_never_local(self):
        client = asking("127.0.0.1", ("x-forwarded-for", "127.0.0.1"))(LOOPBACK)
        assert client.address == "127.0.0.1"
        assert not client.is_local

    @pytest.mark.parametrize(
        "told",
        [
            f"127.0.0.1, {STRANGER}",
            f"1.1.1.1, {STRANGER}",
            f"1.1.1.1,{STRANGER}, 10.0.0.5",
            f"{STRANGER}, 10.0.0.5, 10.1.1.1",
            f"rubbish, {STRANGER}",
            f"{STRANGER}:5060",
        ],
    )
    def test_what_a_stranger_wrote_before_it_counts_for_nothing(self, told):
        assert asking("::1", ("x-forwarded-for", told))(OFFICE).address == STRANGER

    def test_two_headers_are_read_as_one_list(self):
        headers = [("x-forwarded-for", "127.0.0.1"), ("x-forwarded-for", STRANGER)]
        assert asking("127.0.0.1", *headers)(LOOPBACK).address == STRANGER
        headers = [("x-forwarded-proto", "https"), ("x-forwarded-proto", "http")]
        assert not asking("127.0.0.1", ("x-forwarded-for", STRANGER), *headers)(LOOPBACK).https

    @pytest.mark.parametrize("told", ["", "rubbish", "1.2.3.4, unknown", "1.2.3.4,"])
    def test_one_that_does_not_say_for_whom_asks_for_nobody(self, told):
        client = asking("127.0.0.1", ("x-forwarded-for", told))(LOOPBACK)
        assert client.address == ""
        assert client.spoofed

    def test_other_headers_of_proxies_say_nothing(self):
        client = asking("127.0.0.1", ("x-real-ip", "9.9.9.9"), ("forwarded", "for=9.9.9.9"))
        assert client(LOOPBACK).spoofed
        client = asking("127.0.0.1", ("x-forwarded-for", STRANGER), ("x-real-ip", "9.9.9.9"))
        assert client(LOOPBACK).address == STRANGER


class TestWhatIsCountedTogether:
    def test_an_address_of_old_stands_for_itself(self):
        assert asking(STRANGER)().key == STRANGER

    def test_the_many_addresses_of_one_connection_are_one(self):
        first, second = asking("2001:db8:1:2::1")().key, asking("2001:db8:1:2:9::1")().key
        assert first == second != asking("2001:db8:1:3::1")().key
