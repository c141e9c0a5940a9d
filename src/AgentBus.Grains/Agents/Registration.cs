using AgentBus.Domain.Agents;
using AgentBus.Domain.Events;
using AgentBus.Domain.Evidence;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>What an agent says of itself (AGT-01, AGT-14). Whoever registers over a session is seen by it, so it is active at once.</summary>
internal sealed class Registration(StoredAgent stored, AgentActivity activity, AgentNotices notices, EvidenceBuffer buffer, TimeProvider time)
{
    private const int MaxText = 16_384;

    private static readonly Refusal TooLong = new(Code.LimitExceeded, "The description is longer than 16,384 characters in all.");
    private static readonly LifecycleRequest Unregistering = new(LifecycleAction.Retire, OperatorId: "", "unregistered");

    /// <summary>
    /// Registers the agent where it is not, since whoever listens is to be reachable; a side session does so only where it says something. Takes a
    /// description that differs; an empty one says nothing and changes nothing.
    /// </summary>
    public async Task<Refusal?> TakeAsync(Principal principal, SessionKind kind, AgentDescription description)
    {
        if (AgentLifecycle.MayOpenSession(stored.Now.Status, stored.Now.StatusReason) is { } refusal)
        {
            return refusal;
        }

        var known = stored.Description;
        if ((Length(description) == 0 && (known is not null || kind == SessionKind.Side))
            || (known is not null && stored.Now.Type == principal.Type && AreEqual(known, description)))
        {
            return null;
        }

        if (AgentVersions.IsBad(stored.Now.Versions, description.Version))
        {
            // The agent came back as the version that operators took out: it is told again, and is known by what stands.
            await notices.TryRollBackAsync(stored.Now.Description?.Version ?? "", "the version is marked as bad");
            return null;
        }

        return await StoreAsync(principal.Type, description);
    }

    /// <summary>Registers the agent; refused where it is registered, unless it has said nothing of itself yet.</summary>
    public async Task<Refusal?> RegisterAsync(Principal principal, AgentDescription description)
    {
        if (stored.Now.Status == AgentStatus.Active && stored.Description is { } known && Length(known) == 0 && Length(description) > 0)
        {
            return await StoreAsync(principal.Type, description);
        }

        var moved = stored.Move(LifecycleEvent.Register);
        return moved.IsOk ? await StoreAsync(principal.Type, description) : moved.Refusal;
    }

    /// <summary>Takes the registration back.</summary>
    public async Task<Refusal?> UnregisterAsync()
    {
        var moved = stored.Move(LifecycleEvent.Unregister);
        if (!moved.IsOk)
        {
            return moved.Refusal;
        }

        var from = stored.Now.Status;
        var order = Unregistering with { OperatorId = stored.Key.Agent };
        var refusal = await stored.ChangeAsync(
            moved.Value with { Description = null, RegisteredAt = null, StatusReason = "" },
            at => LifecycleEvidence.Row(buffer, stored.Key, order, "unregister", from, AgentStatus.Unregistered, at));
        if (refusal is null)
        {
            activity.Tell("unregistered");
            await notices.CloseInboxAsync();
        }

        return refusal;
    }

    private async Task<Refusal?> StoreAsync(EntityType type, AgentDescription description)
    {
        if (Length(description) > MaxText)
        {
            return TooLong;
        }

        var before = stored.Now;
        var now = time.GetUtcNow();
        var next = before with
        {
            Type = type,
            Status = AgentStatus.Active,
            Description = description,
            RegisteredAt = before.RegisteredAt ?? now,
            Versions = AgentVersions.Note(before.Versions, description, now),
        };
        var refusal = await stored.ChangeAsync(next, at => RegistrationEvidence.Row(buffer, stored.Key, description, at));
        if (refusal is null)
        {
            activity.Tell("registered", new EventField("version", description.Version), new EventField("capabilities", string.Join(',', description.Capabilities)));
        }

        return refusal;
    }

    private static bool AreEqual(AgentDescription left, AgentDescription right) =>
        left.Name == right.Name
        && left.Version == right.Version
        && left.Capabilities.SequenceEqual(right.Capabilities, StringComparer.Ordinal)
        && left.Metadata.Count == right.Metadata.Count
        && left.Metadata.All(entry => right.Metadata.TryGetValue(entry.Key, out var value) && value == entry.Value);

    private static long Length(AgentDescription description) =>
        description.Name.Length
        + description.Version.Length
        + description.Capabilities.Sum(static capability => (long)capability.Length)
        + description.Metadata.Sum(static entry => (long)entry.Key.Length + entry.Value.Length);
}
