using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Services;

/// <summary>Agents found through the facade (AGT-02).</summary>
public sealed class FindAgentsTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task An_agent_finds_those_of_its_tenant_page_by_page()
    {
        var (tenant, rival) = (cluster.Tenant(), cluster.Tenant());
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await using var other = await ServiceBus.StartAsync(cluster.Outside);
        await other.RegisterAsync(rival, "mallory");
        foreach (var agent in (string[])["ann", "ben", "cyd"])
        {
            await service.RegisterAgentAsync(ServiceBus.Registration(tenant, agent) with { Description = AgentDescription.Empty with { Capabilities = [agent == "cyd" ? "draw" : "sum@1"] } });
        }

        await Eventually.HoldsAsync("all three are known", async () => await IdsAsync(service, "ann", new AgentQuery()) == "ann,ben,cyd");
        await Eventually.HoldsAsync("the other tenant has its own", async () => await IdsAsync(other, "mallory", new AgentQuery()) == "mallory");
        (await IdsAsync(service, "cyd", new AgentQuery("sum"))).ShouldBe("ann,ben");
        var page = await service.FindAgentsAsync("ann", new AgentQuery(Limit: 2));
        page.Next.ShouldBe("ben");
        (await IdsAsync(service, "ann", new AgentQuery(After: page.Next))).ShouldBe("cyd");
    }

    [Fact]
    public async Task Who_does_not_act_through_the_bus_or_has_no_right_finds_nobody()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        var stranger = new Principal(new AgentKey(tenant, "stranger"), EntityType.Service, ["stranger"], 0, [], $"jti-{tenant}", DateTimeOffset.MaxValue);
        await service.RegisterAgentAsync(ServiceBus.Registration(tenant, "stranger") with { Credential = _ => ValueTask.FromResult(TestAuthenticator.Credential(stranger)) });

        var unknown = await Should.ThrowAsync<AgentNotRegisteredError>(() => service.FindAgentsAsync("nobody", new AgentQuery()));
        unknown.AgentId.ShouldBe("nobody");
        await Should.ThrowAsync<PermissionDeniedError>(() => service.FindAgentsAsync("stranger", new AgentQuery()));
    }

    [Fact]
    public async Task A_session_that_ended_is_opened_again_for_looking()
    {
        var tenant = cluster.Tenant();
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "ann");
        await cluster.Hosted.GetGrain<Contracts.IAgentStop>(new AgentKey(tenant, "ann").GrainKey).StopAsync(Refusal.SessionExpired, TimeSpan.FromSeconds(30));

        await Eventually.HoldsAsync("it finds itself", async () => await IdsAsync(service, "ann", new AgentQuery()) == "ann");
    }

    private static async Task<string> IdsAsync(ServiceBus service, string agent, AgentQuery query) =>
        string.Join(',', (await service.FindAgentsAsync(agent, query)).Agents.Select(static entry => entry.Agent.Agent));
}
