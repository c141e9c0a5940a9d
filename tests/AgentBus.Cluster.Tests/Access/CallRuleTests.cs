using AgentBus.Contracts;
using AgentBus.Grains.Access;
using Orleans.Runtime;

namespace AgentBus.Cluster.Tests.Access;

public sealed class CallRuleTests
{
    [Theory]
    [InlineData(typeof(IRoomGrain), nameof(IRoomGrain.PublishAsync), "agent", true)]
    [InlineData(typeof(IRoomGrain), nameof(IRoomGrain.PublishAsync), "deliberationcase", true)]
    [InlineData(typeof(IRoomGrain), nameof(IRoomGrain.PublishAsync), "room", false)]
    [InlineData(typeof(IRoomGrain), nameof(IRoomGrain.PublishAsync), "tenant", false)]
    [InlineData(typeof(IRoomGrain), nameof(IRoomGrain.PublishAsync), "agents", false)]
    [InlineData(typeof(IRoomGrain), nameof(IRoomGrain.MembersAsync), "roomdirectory", true)]
    [InlineData(typeof(IRoomDirectory), nameof(IRoomDirectory.DescribeAsync), "room", true)]
    [InlineData(typeof(IAgentStop), nameof(IAgentStop.StopAsync), "tenant", true)]
    [InlineData(typeof(IAgentStop), nameof(IAgentStop.StopAsync), "other", false)]
    [InlineData(typeof(ITenantGrain), nameof(ITenantGrain.ReportAsync), "other", false)]
    [InlineData(typeof(ITenantAdmin), nameof(ITenantAdmin.ReplaceAsync), "agent", false)]
    [InlineData(typeof(IAgentGrain), nameof(IAgentGrain.SendAsync), "other", true)]
    public void Grains_are_let_in_by_type(Type contract, string method, string caller, bool allowed) =>
        CallRule.Of(contract.GetMethod(method)!, []).Allows(GrainId.Create(caller, "t/a")).ShouldBe(allowed);

    [Theory]
    [InlineData(nameof(ITenantGrain.ReportAsync), "hosted-1", true)]
    [InlineData(nameof(ITenantGrain.ReportAsync), "0123456789abcdef", false)]
    [InlineData(nameof(ITenantGrain.ReportAsync), "not-hosted-1", false)]
    public void Only_the_hosted_client_is_the_silo(string method, string key, bool allowed) =>
        CallRule.Of(typeof(ITenantGrain).GetMethod(method)!, []).Allows(GrainId.Create("sys.client", key)).ShouldBe(allowed);

    [Fact]
    public void A_call_without_a_source_gets_what_is_public_only()
    {
        CallRule.Of(typeof(IAgentGrain).GetMethod(nameof(IAgentGrain.SendAsync))!, []).Allows(null).ShouldBeTrue();
        CallRule.Of(typeof(IRoomGrain).GetMethod(nameof(IRoomGrain.MembersAsync))!, []).Allows(null).ShouldBeFalse();
        CallRule.Of(typeof(ITenantAdmin).GetMethod(nameof(ITenantAdmin.ShowAsync))!, []).Allows(null).ShouldBeFalse();
    }

    [Fact]
    public void Interfaces_of_others_are_not_judged() =>
        CallRule.Of(typeof(IDisposable).GetMethod(nameof(IDisposable.Dispose))!, []).IsOpen.ShouldBeTrue();
}
