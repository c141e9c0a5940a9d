using AgentBus.Domain.Tenants;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Tenants;

public sealed class TenantSnapshotTests
{
    private readonly TenantSnapshot _snapshot = TenantSnapshot.Compile(Scene.NewSettings() with
    {
        DisabledAgents = ["mallory"],
        RevokedCredentials = ["stolen"],
        Rooms = [Scene.NewRoom("ops", RoomAcl.Open with { MinClearance = 2 })],
    });

    [Fact]
    public void Rooms_and_channels_are_found_by_their_exact_name()
    {
        var room = _snapshot.FindRoom("ops").ShouldNotBeNull();

        room.Acl.MinClearance.ShouldBe(2);
        room.FindChannel("main").ShouldNotBeNull().Hardcoded.ShouldBeTrue();
        room.FindChannel("Main").ShouldBeNull();
        _snapshot.FindRoom("Ops").ShouldBeNull();
    }

    [Fact]
    public void Disabled_agents_and_revoked_credentials_are_known()
    {
        _snapshot.IsDisabled("mallory").ShouldBeTrue();
        _snapshot.IsDisabled("alice").ShouldBeFalse();
        _snapshot.IsRevoked("stolen").ShouldBeTrue();
        _snapshot.IsRevoked("credential-1").ShouldBeFalse();
    }

    [Theory]
    [InlineData("admin", "ace.comms.system.tenant.acme.cmd.set_status.v1", true)]
    [InlineData("agent", "ace.comms.agent.channel.ops:main.cmd.v1", true)]
    [InlineData("agent", "ace.comms.a2a.agent.bob.cmd.v1", true)]
    [InlineData("agent", "ace.comms.http.channel.ops:main.cmd.v1", false)]
    [InlineData("agent", "ace.comms.system.tenant.acme.cmd.set_status.v1", false)]
    [InlineData("human", "ace.comms.http.channel.ops:main.cmd.v1", true)]
    [InlineData("human", "ace.comms.matrix.channel.ops:main.cmd.v1", true)]
    [InlineData("human", "ace.comms.agent.channel.ops:main.cmd.v1", false)]
    [InlineData("observer", "ace.comms.agent.channel.ops:main.qry.v1", true)]
    [InlineData("observer", "ace.comms.agent.channel.ops:main.evt.v1", false)]
    [InlineData("unknown", "ace.comms.agent.channel.ops:main.qry.v1", false)]
    public void The_default_roles_cover_what_the_sources_say(string role, string subject, bool covers) =>
        _snapshot.Covers([role], subject).ShouldBe(covers);

    [Fact]
    public void One_role_that_covers_is_enough() =>
        _snapshot.Covers(["observer", "human"], "ace.comms.http.channel.ops:main.evt.v1").ShouldBeTrue();
}
