using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Grains.Events;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace AgentBus.Grains.Agents;

/// <summary>Where an agent stands: its registration, its life, and what the directory and those who watch are told of it.</summary>
internal sealed class Standing
{
    private readonly StoredAgent _stored;
    private readonly DirectoryReports _directory;
    private readonly Registration _registration;
    private readonly Lifecycle _lifecycle;

    /// <summary>Reads where the agent stands.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="state">What is stored of it.</param>
    /// <param name="buffer">Where evidence is written.</param>
    /// <param name="journal">Takes the evidence.</param>
    /// <param name="voice">By which the bus speaks.</param>
    /// <param name="grains">Finds inbox and directory.</param>
    /// <param name="endSessions">Ends the agent's sessions.</param>
    /// <param name="time">The time.</param>
    /// <param name="options">How often the directory is told.</param>
    /// <param name="logger">The log.</param>
    public Standing(
        AgentKey agent,
        IPersistentState<AgentState> state,
        EvidenceBuffer buffer,
        IJournal journal,
        BusVoice voice,
        IGrainFactory grains,
        Action<Refusal> endSessions,
        TimeProvider time,
        BusOptions options,
        ILogger logger)
    {
        var notices = new AgentNotices(agent, grains, voice, time, logger);
        _stored = new StoredAgent(agent, state, journal, time, logger);
        Activity = new AgentActivity(agent, voice, time);
        _directory = new DirectoryReports(_stored, Activity, grains, time, options.PresenceRenewal, logger);
        _registration = new Registration(_stored, Activity, notices, buffer, time);
        _lifecycle = new Lifecycle(_stored, Activity, notices, buffer, endSessions, time);
    }

    /// <summary>What the agent does.</summary>
    public AgentActivity Activity { get; }

    /// <summary>What the agent says of itself; null where it is not registered, or was retired.</summary>
    public AgentDescription? Description => _stored.Description;

    /// <summary>Completes when the directory was told all.</summary>
    public Task Settled => _directory.Settled;

    /// <inheritdoc cref="Registration.TakeAsync"/>
    public Task<Refusal?> TakeAsync(Principal principal, SessionKind kind, AgentDescription description) => ToldAsync(_registration.TakeAsync(principal, kind, description));

    /// <inheritdoc cref="Registration.RegisterAsync"/>
    public Task<Refusal?> RegisterAsync(Principal principal, AgentDescription description) => ToldAsync(_registration.RegisterAsync(principal, description));

    /// <inheritdoc cref="Registration.UnregisterAsync"/>
    public Task<Refusal?> UnregisterAsync() => ToldAsync(_registration.UnregisterAsync());

    /// <inheritdoc cref="Lifecycle.ChangeAsync"/>
    public Task<Result<AgentLife>> ChangeAsync(LifecycleRequest order) => ToldAsync(_lifecycle.ChangeAsync(order));

    /// <inheritdoc cref="Lifecycle.Show"/>
    public Result<AgentLife> Show() => _lifecycle.Show();

    /// <summary>Takes the sessions as they are now.</summary>
    public void SessionsChanged(Sessions sessions)
    {
        if (Activity.TakeSessions(sessions))
        {
            _directory.Tell();
        }
    }

    /// <summary>The agent gave a sign of life.</summary>
    public void Heard()
    {
        Activity.Heard();
        _directory.Renew();
    }

    /// <summary>The directory hears of a change once it is done, and nobody waits for that.</summary>
    private async Task<T> ToldAsync<T>(Task<T> change)
    {
        var outcome = await change;
        _directory.TellChanges();
        return outcome;
    }
}
