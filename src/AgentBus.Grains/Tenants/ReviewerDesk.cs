using System.Security.Cryptography;
using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Tenants;

/// <summary>Keeps the keys of a tenant's reviewers: asks who the caller is, then the rules, then changes the settings.</summary>
internal sealed class ReviewerDesk(
    Func<TenantSettings?> current,
    Func<Func<TenantSettings, TenantSettings>, string, Task<Result<ChangeApplied>>> change,
    IGrainFactory grains,
    IJournal journal,
    EvidenceBuffer buffer,
    TimeProvider time)
{
    private const int TokenLength = 64;

    private delegate Refusal? Rule(DeliberationSettings settings, Principal principal, out DeliberationSettings next, out ReviewerKey? key);

    /// <summary>The keys.</summary>
    public async Task<Result<ReviewerKeyList>> KeysAsync(CaseCaller caller)
    {
        var principal = await IdentifyAsync(caller);
        return !principal.IsOk ? principal.Refusal
            : ReviewerKeyRules.Check(current()!.Review, principal.Value) is { } refusal ? refusal
            : new ReviewerKeyList(current()!.Review.Keys);
    }

    /// <summary>Registers a key of the caller.</summary>
    public Task<Result<ReviewerKey>> RegisterAsync(CaseCaller caller, string publicKey, string token) => ChangeAsync(
        caller,
        (DeliberationSettings settings, Principal principal, out DeliberationSettings next, out ReviewerKey? key) =>
            ReviewerKeyRules.Register(settings, principal, publicKey, token, time.GetUtcNow(), out next, out key));

    /// <summary>Confirms somebody else's key.</summary>
    public Task<Result<ReviewerKey>> ConfirmAsync(CaseCaller caller, string keyId) => ChangeAsync(
        caller,
        (DeliberationSettings settings, Principal principal, out DeliberationSettings next, out ReviewerKey? key) =>
            ReviewerKeyRules.Confirm(settings, principal, keyId, out next, out key));

    /// <summary>Revokes a key.</summary>
    public Task<Result<ReviewerKey>> RevokeAsync(CaseCaller caller, string keyId) => ChangeAsync(
        caller,
        (DeliberationSettings settings, Principal principal, out DeliberationSettings next, out ReviewerKey? key) =>
            ReviewerKeyRules.Revoke(settings, principal, keyId, out next, out key));

    /// <summary>Makes a bootstrap token.</summary>
    public async Task<Result<BootstrapToken>> BootstrapAsync(string operatorId)
    {
        if (current() is not { } settings)
        {
            return Refusal.NotFound;
        }

        var token = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
        return ReviewerKeyRules.Begin(settings.Review, token, out var next) is { } refused ? refused
            : await ApplyAsync(settings, next, null, operatorId) is { } refusal ? refusal
            : new BootstrapToken(token);
    }

    private async Task<Result<ReviewerKey>> ChangeAsync(CaseCaller caller, Rule rule)
    {
        var principal = await IdentifyAsync(caller);
        if (!principal.IsOk)
        {
            return principal.Refusal;
        }

        var settings = current()!;
        return rule(settings.Review, principal.Value, out var next, out var key) is { } refused ? refused
            : await ApplyAsync(settings, next, key, principal.Value.Person) is { } refusal ? refusal
            : key!;
    }

    private async Task<Refusal?> ApplyAsync(TenantSettings settings, DeliberationSettings next, ReviewerKey? key, string by)
    {
        var applied = await change(now => now with { Deliberation = next }, by);
        if (applied.IsOk)
        {
            await journal.AppendEvidenceAsync([ReviewerKeyEvidence.Row(buffer, settings.Tenant, key, by, time.GetUtcNow())]);
        }

        return applied.Refusal;
    }

    private async Task<Result<Principal>> IdentifyAsync(CaseCaller caller) =>
        current() is { } settings && caller.Agent.Tenant == settings.Tenant.Tenant
            ? await grains.GetGrain<IAgentIdentity>(caller.Agent.GrainKey).IdentifyAsync(caller.Session)
            : Refusal.NotFound;
}
