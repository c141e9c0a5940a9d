using AgentBus.Domain.Access;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Sessions;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Sessions;

public sealed class SessionRulesTests
{
    private readonly Scene _scene = new();

    [Fact]
    public void No_more_side_sessions_are_open_than_there_may_be()
    {
        SessionRules.MayOpen(SessionKind.Side, openSide: 15, maxSide: 16).ShouldBeNull();
        SessionRules.MayOpen(SessionKind.Side, openSide: 16, maxSide: 16).ShouldNotBeNull().Code.ShouldBe(Code.LimitExceeded);
        SessionRules.MayOpen(SessionKind.Side, openSide: 16, maxSide: 17).ShouldBeNull();
    }

    [Fact]
    public void A_socket_opens_whatever_is_open() => SessionRules.MayOpen(SessionKind.Socket, openSide: 16, maxSide: 16).ShouldBeNull();

    [Theory]
    [InlineData(SessionKind.Socket, SessionKind.Socket, true)]
    [InlineData(SessionKind.Socket, SessionKind.Side, false)]
    [InlineData(SessionKind.Side, SessionKind.Socket, false)]
    [InlineData(SessionKind.Side, SessionKind.Side, false)]
    public void Only_a_newer_socket_replaces_a_socket(SessionKind newer, SessionKind open, bool replaces) =>
        SessionRules.Replaces(newer, open).ShouldBe(replaces);

    [Fact]
    public void A_session_ends_with_its_credential()
    {
        var snapshot = _scene.Snapshot();

        SessionRules.CheckStanding(_scene.Principal, snapshot, Scene.Start).ShouldBeNull();
        SessionRules.CheckStanding(_scene.Principal, snapshot, _scene.Principal.ExpiresAt).ShouldBe(Refusal.SessionExpired);
    }

    [Fact]
    public void A_session_ends_when_its_credential_is_revoked_or_its_agent_disabled()
    {
        var revoked = _scene with { Settings = _scene.Settings with { RevokedCredentials = ["credential-1"] } };
        var disabled = _scene with { Settings = _scene.Settings with { DisabledAgents = ["alice"] } };

        SessionRules.CheckStanding(_scene.Principal, revoked.Snapshot(), Scene.Start).ShouldBe(Refusal.SessionExpired);
        SessionRules.CheckStanding(_scene.Principal, disabled.Snapshot(), Scene.Start).ShouldBe(AccessRefusals.Disabled);
    }

    [Fact]
    public void A_session_ends_when_its_tenant_is_stopped() =>
        SessionRules.CheckStanding(_scene.Principal, (_scene with { Settings = _scene.Settings with { IsStopped = true } }).Snapshot(), Scene.Start).ShouldBe(AccessRefusals.Stopped);

    [Theory]
    [InlineData("", Code.ConstitutionalHashMissing)]
    [InlineData("0000000000000000", Code.ConstitutionalHashMismatch)]
    public void A_session_is_not_opened_under_another_constitution(string hash, Code code) =>
        SessionRules.CheckHash(Request(hash), _scene.Snapshot()).ShouldNotBeNull().Code.ShouldBe(code);

    [Fact]
    public void A_session_is_opened_under_ours() => SessionRules.CheckHash(Request(Constitution.Hash), _scene.Snapshot()).ShouldBeNull();

    private static OpenSession Request(string hash) =>
        new(new Credential(CredentialKind.Jwt, "token"), SessionKind.Socket, hash, AgentDescription.Empty, ChannelName.None);
}
