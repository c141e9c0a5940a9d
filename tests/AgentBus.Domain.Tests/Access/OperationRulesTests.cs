using AgentBus.Domain.Access;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Access;

/// <summary>What is asked before it is tried gets the answer of what is tried (POL-18).</summary>
public sealed class OperationRulesTests
{
    private static readonly ChannelName Main = new("ops", "main");

    [Theory]
    [InlineData("join_channel", "agent", Code.None)]
    [InlineData("history", "observer", Code.None)]
    [InlineData("history", "ghost", Code.PermissionDenied)]
    [InlineData("create_channel", "agent", Code.PermissionDenied)]
    [InlineData("create_channel", "admin", Code.None)]
    [InlineData("delete_channel", "agent", Code.PermissionDenied)]
    [InlineData("list_agents", "agent", Code.None)]
    [InlineData("agent_info", "ghost", Code.PermissionDenied)]
    [InlineData("op.casil.reload", "agent", Code.PermissionDenied)]
    [InlineData("op.casil.get", "admin", Code.None)]
    [InlineData("audit", "auditor", Code.None)]
    [InlineData("dead_letters", "auditor", Code.PermissionDenied)]
    public void An_operation_is_allowed_to_whose_roles_reach_so_far(string operation, string role, Code code) => Check(operation, role, Main).Code.ShouldBe(code);

    [Theory]
    [InlineData("nowhere", "main")]
    [InlineData("ops/x", "main")]
    [InlineData("", "")]
    public void A_channel_that_there_is_not_looks_like_one(string room, string channel) =>
        Check("history", "admin", new ChannelName(room, channel)).Code.ShouldBe(Code.NotFound);

    [Fact]
    public void In_a_lockdown_nobody_follows_a_channel_and_admins_still_operate()
    {
        var scene = new Scene { Settings = Scene.NewSettings() with { Status = TenantStatus.LockedDown, AllowedInLockdown = [] } };

        Check("join_channel", "agent", Main, scene).Code.ShouldBe(Code.LockedDown);
        Check("op.casil.get", "admin", Main, scene).Code.ShouldBe(Code.None);
    }

    [Fact]
    public void There_is_a_rule_for_what_is_named_and_for_nothing_else()
    {
        OperationRules.Names.ShouldContain("create_channel");
        OperationRules.Check("fly", Scene.NewPrincipal(), new Scene().Snapshot(), Main).Refusal!.Code.ShouldBe(Code.MessageInvalid);
        OperationRules.Names.ShouldAllBe(static name => OperationRules.Check(name, Scene.NewPrincipal("alice", EntityType.Agent, 5, "admin"), new Scene().Snapshot(), Main).Value!.Code == Code.None);
    }

    private static PolicyCheck Check(string operation, string role, ChannelName channel, Scene? scene = null) =>
        OperationRules.Check(operation, Scene.NewPrincipal("alice", EntityType.Agent, 1, role), (scene ?? new Scene()).Snapshot(), channel).Value.ShouldNotBeNull();
}
