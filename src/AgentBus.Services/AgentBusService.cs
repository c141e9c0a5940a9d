using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <inheritdoc cref="IAgentBus"/>
internal sealed class AgentBusService : IAgentBus
{
    private readonly IClusterClient _cluster;
    private readonly IAgentRegistry _registry;
    private readonly AgentBusServiceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AgentBusService> _logger;
    private readonly BusCounters _counters;
    private readonly ClusterBreaker _breaker;
    private readonly MessageSending _sending;
    private readonly HeldReading _held;
    private readonly BusLife _life = new();
    private readonly ConcurrentDictionary<string, ActingAgent> _agents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<OpenSubscription, bool> _subscriptions = new();

    public AgentBusService(
        IClusterClient cluster,
        IAgentRegistry registry,
        IMessageProcessor processor,
        IMessageRouter router,
        IOptions<AgentBusServiceOptions> options,
        TimeProvider time,
        ILogger<AgentBusService> logger)
    {
        (_cluster, _registry, _options, _time, _logger) = (cluster, registry, options.Value, time, logger);
        _counters = new BusCounters(_options.EnableMetrics);
        _breaker = new ClusterBreaker(_options.EnableCircuitBreaker, time);
        _held = new HeldReading(cluster, _breaker, time);
        _sending = new MessageSending(processor, router, _breaker, _counters, _options, time);
    }

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        _options.Check();
        if (Constitution.Check(_options.ConstitutionalHash) is { } refusal)
        {
            throw ErrorFactory.Create(refusal);
        }

        _life.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!_life.TryStop())
        {
            return;
        }

        try
        {
            await _life.IdleAsync().WaitAsync(_options.StopTimeout, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // What does not end in time is told so by its session, which ends now.
        }

        foreach (var subscription in _subscriptions.Keys)
        {
            await subscription.DisposeAsync();
        }

        foreach (var agent in _agents.Keys)
        {
            await EndAsync(agent, CancellationToken.None);
        }
    }

    public async Task RegisterAgentAsync(AgentRegistration registration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        using var entry = _life.Enter();
        var agent = new ActingAgent(_cluster, registration, _counters, _options, _time, _logger);
        if (!await _registry.AddAsync(agent.Key, registration.Description, cancellationToken))
        {
            await agent.DisposeAsync();
            throw AgentErrors.AlreadyRegistered(registration.AgentId);
        }

        try
        {
            await _breaker.CallAsync(() => agent.SessionAsync(cancellationToken));
            _agents[registration.AgentId] = agent;
        }
        catch
        {
            await _registry.RemoveAsync(agent.Key, CancellationToken.None);
            await agent.DisposeAsync();
            throw;
        }
    }

    public async Task UnregisterAgentAsync(string agentId, CancellationToken cancellationToken = default)
    {
        using var entry = _life.Enter();
        foreach (var subscription in _subscriptions.Keys.Where(open => open.AgentId == agentId))
        {
            await subscription.DisposeAsync();
        }

        if (!await EndAsync(agentId, cancellationToken))
        {
            throw AgentErrors.NotRegistered(agentId, "unregister");
        }
    }

    public async Task<SendOutcome> SendMessageAsync(Wire.Envelope message, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var entry = _life.Enter();
        return await _sending.SendAsync(Acting(message.FromAgent, "send"), message, timeout, cancellationToken);
    }

    public async Task<IReadOnlyList<BatchItem>> SendBatchAsync(
        IReadOnlyList<Wire.Envelope> messages, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var entry = _life.Enter();
        var items = new BatchItem[messages.Count];
        await Parallel.ForAsync(
            0,
            messages.Count,
            new ParallelOptions { MaxDegreeOfParallelism = _options.BatchConcurrency, CancellationToken = cancellationToken },
            async (i, token) => items[i] = await ItemAsync(messages[i], timeout, token));
        return items;
    }

    public async Task<IAsyncDisposable> SubscribeAsync(
        string agentId, ChannelName channel, Func<ReceivedMessage, CancellationToken, Task> handler, Position? after = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        using var entry = _life.Enter();
        var subscription = new ChannelSubscription(Acting(agentId, "subscribe"), channel, handler, _counters, _options, _time, _logger);
        await subscription.StartAsync(_cluster, after, cancellationToken);
        return Keep(agentId, subscription);
    }

    public async Task<IAsyncDisposable> ServeQueueAsync(
        string agentId, ChannelName channel, Func<ReceivedMessage, CancellationToken, Task> handler, int window = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        using var entry = _life.Enter();
        var service = new QueueService(_cluster, Acting(agentId, "serve"), channel, window, handler, _counters, _options, _time, _logger);
        await service.StartAsync(cancellationToken);
        return Keep(agentId, service);
    }

    public async Task<AgentPage> FindAgentsAsync(string agentId, AgentQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var entry = _life.Enter();
        return await AgentFinding.FindAsync(_cluster, _breaker, Acting(agentId, "find agents"), query, cancellationToken);
    }

    public async Task<ProvedEntries> ReadReceiptAsync(string agentId, string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        using var entry = _life.Enter();
        return await ReceiptReading.ReadAsync(_cluster, _breaker, Acting(agentId, "read a receipt"), messageId, cancellationToken);
    }

    public async Task<HeldMessage> ReadHeldAsync(string agentId, string caseId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(caseId);
        using var entry = _life.Enter();
        return await _held.ReadAsync(Acting(agentId, "read a held message"), caseId, cancellationToken);
    }

    // Between two looks nothing is under way, so a stop does not wait for people.
    public Task<HeldMessage> WaitForOutcomeAsync(string agentId, string caseId, CancellationToken cancellationToken = default) =>
        _held.WaitAsync(() => ReadHeldAsync(agentId, caseId, cancellationToken), cancellationToken);

    public async Task<HeldMessage> WithdrawAsync(string agentId, string caseId, string reason = "", CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(caseId);
        ArgumentNullException.ThrowIfNull(reason);
        using var entry = _life.Enter();
        return await _held.WithdrawAsync(Acting(agentId, "withdraw a message"), caseId, reason, cancellationToken);
    }

    public Task<BusHealth> GetHealthStatusAsync(CancellationToken cancellationToken = default)
    {
        using var entry = _life.Enter();
        var score = _breaker.Score;
        return Task.FromResult(new BusHealth(
            !_counters.HasSample ? HealthLevel.Unknown : score >= 0.7 ? HealthLevel.Healthy : score >= 0.5 ? HealthLevel.Degraded : HealthLevel.Critical,
            score,
            ImmutableDictionary<string, string>.Empty.Add(ClusterBreaker.Name, _breaker.State),
            _counters.Read().Add("agents", _agents.Count).Add("subscriptions", _subscriptions.Count),
            ConstitutionalHash.Current));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _counters.Dispose();
    }

    private OpenSubscription Keep(string agentId, IAsyncDisposable subscription)
    {
        var open = new OpenSubscription(agentId, subscription, done => _subscriptions.TryRemove(done, out _));
        _subscriptions[open] = true;
        return open;
    }

    private async Task<BatchItem> ItemAsync(Wire.Envelope message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        try
        {
            return new BatchItem(await _sending.SendAsync(Acting(message.FromAgent, "send"), message, timeout, cancellationToken), null);
        }
        catch (AgentBusError error)
        {
            return new BatchItem(null, error);
        }
    }

    private ActingAgent Acting(string agentId, string operation) =>
        _agents.TryGetValue(agentId, out var agent) ? agent : throw AgentErrors.NotRegistered(agentId, operation);

    private async Task<bool> EndAsync(string agentId, CancellationToken cancellationToken)
    {
        if (!_agents.TryRemove(agentId, out var agent))
        {
            return false;
        }

        await _registry.RemoveAsync(agent.Key, cancellationToken);
        await agent.DisposeAsync();
        return true;
    }
}
