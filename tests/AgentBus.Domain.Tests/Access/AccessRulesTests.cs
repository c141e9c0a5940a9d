using AgentBus.Domain.Access;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Access;

public sealed class AccessRulesTests
{
    private static readonly Principal Admin = Scene.NewPrincipal("root", EntityType.Human, 5, "admin");
    private readonly Scene _scene = new();

    [Fact]
    public void An_agent_follows_and_reads_an_open_room()
    {
        AccessRules.Subscribe(_scene.Principal, _scene.Snapshot(), Scene.OpsMain).ShouldBeNull();
        AccessRules.Read(_scene.Principal, _scene.Snapshot(), Scene.OpsMain).ShouldBeNull();
    }

    [Fact]
    public void An_observer_follows() =>
        AccessRules.Subscribe(Scene.NewPrincipal(roles: "observer"), _scene.Snapshot(), Scene.OpsMain).ShouldBeNull();

    [Fact]
    public void Following_asks_for_a_role_that_covers_it() =>
        AccessRules.Subscribe(Scene.NewPrincipal(roles: "human"), _scene.Snapshot(), Scene.OpsMain).ShouldBe(AccessRefusals.Subject);

    [Fact]
    public void Following_asks_for_the_rooms_role_and_clearance()
    {
        var scene = _scene.WithAcl(acl => acl with { SubscribeRoles = ["observer"], MinClearance = 3 });

        AccessRules.Subscribe(scene.Principal, scene.Snapshot(), Scene.OpsMain).ShouldBe(AccessRefusals.Clearance);
        AccessRules.Subscribe(Scene.NewPrincipal(clearance: 3), scene.Snapshot(), Scene.OpsMain).ShouldBe(AccessRefusals.Role);
        AccessRules.Subscribe(Scene.NewPrincipal(clearance: 3, roles: "observer"), scene.Snapshot(), Scene.OpsMain).ShouldBeNull();
    }

    [Fact]
    public void A_room_of_another_tenant_answers_as_one_that_does_not_exist()
    {
        var foreign = AccessRules.Subscribe(_scene.Principal, _scene.Snapshot(), Scene.OpsMain with { Tenant = "globex" });
        var missing = AccessRules.Subscribe(_scene.Principal, _scene.Snapshot(), Scene.OpsMain with { Room = "nowhere" });

        foreign.ShouldBe(Refusal.NotFound);
        missing.ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void A_principal_of_another_tenant_gets_nothing_anywhere()
    {
        var stranger = Admin with { Agent = new AgentKey("globex", "root") };
        var snapshot = _scene.Snapshot();

        AccessRules.Subscribe(stranger, snapshot, Scene.OpsMain).ShouldBe(Refusal.NotFound);
        AccessRules.CreateChannel(stranger, snapshot, Scene.OpsMain).ShouldBe(Refusal.NotFound);
        AccessRules.Operate(stranger, snapshot, "set_status").ShouldBe(Refusal.NotFound);
        AccessRules.MayCreateByUse(stranger, _scene.WithAutoCreate().Snapshot(), Scene.OpsMain).ShouldBeFalse();
    }

    [Fact]
    public void A_disabled_agent_follows_makes_and_operates_nothing()
    {
        var snapshot = (_scene with { Settings = _scene.Settings with { DisabledAgents = ["root"] } }).Snapshot();

        AccessRules.Subscribe(Admin, snapshot, Scene.OpsMain).ShouldBe(AccessRefusals.Disabled);
        AccessRules.CreateChannel(Admin, snapshot, Scene.OpsMain).ShouldBe(AccessRefusals.Disabled);
        AccessRules.Operate(Admin, snapshot, "set_status").ShouldBe(AccessRefusals.Disabled);
    }

    [Fact]
    public void In_lockdown_operators_can_still_operate_and_nobody_else_does_anything()
    {
        var snapshot = (_scene with { Settings = _scene.Settings with { Status = TenantStatus.LockedDown } }).Snapshot();

        AccessRules.Operate(Admin, snapshot, "set_status").ShouldBeNull();
        AccessRules.Subscribe(Admin, snapshot, Scene.OpsMain).ShouldBe(AccessRefusals.LockedDown);
        AccessRules.CreateChannel(Admin, snapshot, Scene.OpsMain).ShouldBe(AccessRefusals.LockedDown);
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("human")]
    [InlineData("observer")]
    public void Only_an_admin_operates_a_tenant(string role) =>
        AccessRules.Operate(Scene.NewPrincipal(roles: role), _scene.Snapshot(), "replace_settings").ShouldBe(AccessRefusals.Subject);

    [Fact]
    public void Only_an_admin_makes_and_deletes_channels_where_the_room_names_no_manager()
    {
        AccessRules.CreateChannel(Admin, _scene.Snapshot(), Scene.OpsMain).ShouldBeNull();
        AccessRules.DeleteChannel(Admin, _scene.Snapshot(), Scene.OpsMain).ShouldBeNull();
        AccessRules.CreateChannel(_scene.Principal, _scene.Snapshot(), Scene.OpsMain).ShouldBe(AccessRefusals.Role);
        AccessRules.DeleteChannel(_scene.Principal, _scene.Snapshot(), Scene.OpsMain).ShouldBe(AccessRefusals.Role);
    }

    [Fact]
    public void A_manager_of_the_room_makes_channels_in_it()
    {
        var scene = _scene.WithAcl(acl => acl with { ManageRoles = ["agent"] });

        AccessRules.CreateChannel(scene.Principal, scene.Snapshot(), Scene.OpsMain).ShouldBeNull();
    }

    [Fact]
    public void The_channel_of_all_members_is_neither_made_nor_deleted()
    {
        var everyone = Scene.OpsMain with { Channel = ChannelKey.Everyone };

        AccessRules.CreateChannel(Admin, _scene.Snapshot(), everyone).ShouldBe(AccessRefusals.Everyone);
        AccessRules.DeleteChannel(Admin, _scene.Snapshot(), everyone).ShouldBe(AccessRefusals.Everyone);
        AccessRules.MayCreateByUse(Admin, _scene.WithAutoCreate().Snapshot(), everyone).ShouldBeFalse();
    }

    [Fact]
    public void Using_a_channel_makes_it_only_where_the_room_allows_it()
    {
        AccessRules.MayCreateByUse(_scene.Principal, _scene.Snapshot(), Scene.OpsMain).ShouldBeFalse();
        AccessRules.MayCreateByUse(_scene.Principal, _scene.WithAutoCreate().Snapshot(), Scene.OpsMain).ShouldBeTrue();
    }

    [Fact]
    public void Making_a_channel_by_use_asks_for_a_role_of_its_own() =>
        AccessRules.MayCreateByUse(Scene.NewPrincipal(roles: "observer"), _scene.WithAutoCreate().Snapshot(), Scene.OpsMain).ShouldBeFalse();
}
