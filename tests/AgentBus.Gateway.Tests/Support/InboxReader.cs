using System.Threading.Channels;
using AgentBus.Contracts;
using AgentBus.Model;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Support;

/// <summary>An agent that takes its direct messages, by its grain, so that tests of HTTP need no socket.</summary>
internal sealed class InboxReader : IDeliveryObserver, IAsyncDisposable
{
    private readonly IClusterClient _cluster;
    private readonly AgentKey _agent;
    private readonly IDeliveryObserver _self;
    private readonly Channel<(QueueDelivery Delivery, ChannelMessage Message)> _messages = Channel.CreateUnbounded<(QueueDelivery, ChannelMessage)>();
    private SessionToken _session = null!;

    private InboxReader(IClusterClient cluster, AgentKey agent)
    {
        (_cluster, _agent) = (cluster, agent);
        _self = cluster.CreateObjectReference<IDeliveryObserver>(this);
    }

    public static async Task<InboxReader> OpenAsync(RunningSilo silo, string agent)
    {
        var reader = new InboxReader(silo.Services.GetRequiredService<IClusterClient>(), new AgentKey(RunningSilo.Tenant, agent));
        var opened = await reader.Grain<IAgentGrain>().OpenSessionAsync(
            new OpenSession(
                new Credential(CredentialKind.Jwt, silo.Token(agent)), SessionKind.Socket, ConstitutionalHash.Current, AgentDescription.Empty with { Name = agent }, ChannelName.None),
            null);
        reader._session = opened.Value.ShouldNotBeNull(opened.Refusal?.Reason).Token;
        (await reader.Grain<IAgentInbox>().AttachAsync(new AttachRequest(reader._session, ChannelName.None, Window: 16), reader._self)).IsOk.ShouldBeTrue();
        return reader;
    }

    /// <summary>Takes the next message and settles it.</summary>
    public Task<Wire.Envelope> NextAsync() => SettleNextAsync(SettlementKind.Done);

    /// <summary>Takes the next message and says that it cannot be dealt with.</summary>
    public Task RejectNextAsync() => SettleNextAsync(SettlementKind.Reject);

    public async Task SendAsync(Wire.Envelope envelope)
    {
        var sent = await Grain<IAgentGrain>().SendAsync(new SendRequest(_session, [new Model.Envelope { Encoded = envelope.ToByteArray() }], BytesOnly: true));
        sent.Value.ShouldNotBeNull(sent.Refusal?.Reason).Receipts[0].Outcome.ShouldBe(Outcome.Delivered, sent.Value.Receipts[0].Reason);
    }

    public Task DeliverAsync(QueueDelivery delivery)
    {
        foreach (var (message, _) in delivery.Messages)
        {
            _messages.Writer.TryWrite((delivery, message));
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Grain<IAgentGrain>().CloseSessionAsync(_session);
        _cluster.DeleteObjectReference<IDeliveryObserver>(_self);
    }

    private async Task<Wire.Envelope> SettleNextAsync(SettlementKind kind)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (delivery, message) = await _messages.Reader.ReadAsync(patience.Token);
        (await Grain<IAgentInbox>().SettleAsync(new SettleRequest(
            _session, new ChannelName(delivery.Queue.Room, delivery.Queue.Channel), delivery.Epoch, Through: 0, [new Settlement(message.Sequence, kind, TimeSpan.Zero, "a test")])))
            .ShouldBeNull();
        return Wire.Envelope.Parser.ParseFrom(message.Envelope.Span);
    }

    private T Grain<T>()
        where T : IGrainWithStringKey => _cluster.GetGrain<T>(_agent.GrainKey);
}
