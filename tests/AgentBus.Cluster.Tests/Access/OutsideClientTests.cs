using AgentBus.Cluster.Tests.Support;
using AgentBus.Model;
using Google.Protobuf;

namespace AgentBus.Cluster.Tests.Access;

/// <summary>Services that are cluster clients pass the same gates as sockets (BUS-16).</summary>
public sealed class OutsideClientTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task What_an_outside_client_says_of_its_bytes_is_not_believed()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var honest = TestAgent.Request(agent.Token, agent.Message("hello")).Envelopes[0];
        var forged = Protocol.V1.Envelope.Parser.ParseFrom(honest.Encoded.Span);
        forged.FromAgent = "somebody-else";

        var sent = await agent.Grain.SendAsync(new SendRequest(agent.Token, [honest with { Encoded = forged.ToByteArray() }]));

        sent.Value!.Receipts[0].Code.ShouldBe(Code.PermissionDenied);
    }

    [Fact]
    public async Task Fields_of_the_bus_in_the_bytes_of_an_outside_client_reach_nobody()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var honest = TestAgent.Request(agent.Token, agent.Message("harmless, it says")).Envelopes[0];
        var forged = Protocol.V1.Envelope.Parser.ParseFrom(honest.Encoded.Span);
        forged.ConstitutionalValidated = true;
        forged.ImpactScore = 0.01;

        var sent = await agent.Grain.SendAsync(new SendRequest(agent.Token, [honest with { Encoded = forged.ToByteArray() }]));
        var position = sent.Value!.Receipts[0].Position;
        var page = await agent.ReadAsync(after: position.Sequence - 1, limit: 1);

        var stored = Protocol.V1.Envelope.Parser.ParseFrom(page.Value!.Messages[0].Envelope.Span);
        stored.ImpactScore.ShouldBe(0);
        stored.ConstitutionalValidated.ShouldBeFalse();
        stored.Content.Text.ShouldBe("harmless, it says");
    }

    [Fact]
    public async Task Bytes_that_are_no_envelope_are_refused_whatever_is_said_of_them()
    {
        var agent = await cluster.AgentAsync(cluster.Tenant(), "alice");
        var honest = TestAgent.Request(agent.Token, agent.Message("hello")).Envelopes[0];

        var sent = await agent.Grain.SendAsync(new SendRequest(agent.Token, [honest with { Encoded = new byte[] { 0xFF, 0xFF, 0xFF } }]));

        sent.Value!.Receipts[0].Code.ShouldBe(Code.MessageInvalid);
    }
}
