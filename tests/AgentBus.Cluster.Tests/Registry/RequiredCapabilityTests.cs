using AgentBus.Cluster.Tests.Services;
using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Model;
using AgentBus.Protocol.Envelopes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Registry;

/// <summary>Messages that ask for a capability of their receivers (AGT-02).</summary>
public sealed class RequiredCapabilityTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Theory]
    [InlineData("", Code.None)]
    [InlineData("search", Code.None)]
    [InlineData("search@2", Code.None)]
    [InlineData("search@1", Code.CapabilityMissing)]
    [InlineData("cook", Code.CapabilityMissing)]
    public async Task A_receiver_gets_what_it_can_do(string wanted, Code code)
    {
        var tenant = cluster.Tenant();
        var sender = await cluster.AgentAsync(tenant, "sender");
        await KnownAsync(sender, "alice", "search@2");

        var receipt = (await sender.SendAsync(Letter(sender, "alice", wanted)))[0];

        (receipt.Code, receipt.Agent).ShouldBe((code, "alice"));
        receipt.Outcome.ShouldBe(code == Code.None ? Outcome.Delivered : Outcome.Refused);
    }

    [Fact]
    public async Task Each_receiver_is_judged_for_itself()
    {
        var tenant = cluster.Tenant();
        var sender = await cluster.AgentAsync(tenant, "sender");
        await KnownAsync(sender, "alice", "search@2");
        await KnownAsync(sender, "bob", "cook");

        var receipt = (await sender.SendAsync(Letter(sender, "", "search") with
        {
            Recipients = [new(EntityType.Agent, "alice"), new(EntityType.Agent, "bob"), new(EntityType.Agent, "nobody")],
        }))[0];

        receipt.Outcome.ShouldBe(Outcome.Refused);
        receipt.Recipients.Select(static one => (one.Agent, one.Code)).ShouldBe(
            [("alice", Code.None), ("bob", Code.CapabilityMissing), ("nobody", Code.AgentNotRegistered)]);
    }

    [Fact]
    public async Task Once_the_receiver_has_learnt_it_the_same_message_goes_through()
    {
        var tenant = cluster.Tenant();
        var sender = await cluster.AgentAsync(tenant, "sender");
        var alice = await KnownAsync(sender, "alice", "cook");
        var letter = Letter(sender, "alice", "search");
        (await sender.SendAsync(letter))[0].Code.ShouldBe(Code.CapabilityMissing);

        await alice.ConnectAsync(DescribedAgents.Version("2", "cook", "search"));

        await Eventually.HoldsAsync("it is delivered", async () => (await sender.SendAsync(letter))[0] is { Outcome: Outcome.Delivered, Duplicate: false });
    }

    [Fact]
    public async Task A_message_to_a_channel_has_no_receivers_to_judge()
    {
        var sender = await cluster.AgentAsync(cluster.Tenant(), "sender");

        (await sender.SendAsync(sender.Message("to all") with { RequiredCapability = "search" }))[0].Outcome.ShouldBe(Outcome.Delivered);
    }

    [Theory]
    [InlineData("cook", Code.None)]
    [InlineData("search", Code.CapabilityMissing)]
    public async Task An_agent_to_whom_a_rule_takes_the_message_is_judged(string wanted, Code code)
    {
        var tenant = cluster.Tenant(static settings => settings with
        {
            RoutingRules = [new RoutingRule { Name = "to-alice", Intent = "ask", ToAgent = "alice" }],
        });
        var sender = await cluster.AgentAsync(tenant, "sender");
        await KnownAsync(sender, "alice", "cook");

        var receipt = (await sender.SendAsync(sender.Message("to all") with { Intent = "ask", RequiredCapability = wanted }))[0];

        (receipt.Code, receipt.Agent).ShouldBe((code, "alice"));
    }

    [Fact]
    public async Task An_agent_of_an_outside_registry_is_found_by_what_it_can_do_and_nothing_can_be_sent_to_it()
    {
        var tenant = cluster.Tenant();
        var sender = await cluster.AgentAsync(tenant, "sender");
        var carol = new OutsideAgent(new AgentKey(tenant, "carol"), EntityType.Agent, DescribedAgents.Version("1", "cook"), DateTimeOffset.UnixEpoch);
        (await cluster.Hosted.GetGrain<IAgentDirectory>(new TenantKey(tenant).AgentsKey).ImportAsync("ace", [carol])).ShouldBeEmpty();
        (await cluster.Lookup(sender).FindAsync(sender.Token, new AgentQuery("cook"))).Value!.Agents.ShouldHaveSingleItem().Origin.ShouldBe("ace");

        (await sender.SendAsync(Letter(sender, "carol", "")))[0].Code.ShouldBe(Code.AgentNotRegistered);
        (await sender.SendAsync(Letter(sender, "carol", "cook")))[0].Code.ShouldBe(Code.AgentNotRegistered);
        (await sender.SendAsync(Letter(sender, "carol", "search")))[0].Code.ShouldBe(Code.CapabilityMissing);
    }

    [Fact]
    public async Task The_facade_says_which_agent_lacks_what()
    {
        var tenant = cluster.Tenant();
        var sender = await cluster.AgentAsync(tenant, "sender");
        await KnownAsync(sender, "alice", "cook");
        await using var service = await ServiceBus.StartAsync(cluster.Outside);
        await service.RegisterAsync(tenant, "asker");
        var message = ServiceBus.Event("asker", "find it");
        (message.Room, message.Channel, message.ToAgent) = ("", "", "alice");
        message.MessageType = Wire.MessageType.Notification;
        message.Headers.Add(EnvelopeHeaders.RequiredCapability, "search@2");

        var error = await Should.ThrowAsync<AgentCapabilityError>(() => service.SendMessageAsync(message));

        (error.Code, error.AgentId, error.Capability).ShouldBe((Code.CapabilityMissing, "alice", "search@2"));
    }

    private static Envelope Letter(TestAgent sender, string to, string wanted) =>
        sender.Message("letter") with { Room = "", Channel = "", ToAgent = to, RequiredCapability = wanted };

    /// <summary>An agent that the directory knows, with what it can do.</summary>
    private async Task<TestAgent> KnownAsync(TestAgent asker, string name, params string[] capabilities)
    {
        var agent = new TestAgent(cluster.Outside, asker.Key.Tenant, name);
        await agent.ConnectAsync(DescribedAgents.Version("1", capabilities));
        await Eventually.HoldsAsync(
            $"{name} is known", async () => (await cluster.Lookup(asker).GetAsync(asker.Token, name)).Value?.Description.Capabilities.Length == capabilities.Length);
        return agent;
    }
}
