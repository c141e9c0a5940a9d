using AgentBus.Model;
using Orleans;

namespace AgentBus.Contracts;

/// <summary>
/// The keys with which a tenant's reviewers sign votes (DEL-04, SEC-20); the same grain as <see cref="ITenantGrain"/>. A change is a change of
/// the tenant's settings: it returns when every live silo has it, or has had the time in which it asks.
/// </summary>
[Alias("agentbus.ITenantReviewers")]
public interface ITenantReviewers : IGrainWithStringKey
{
    /// <summary>All keys, for people who are reviewers or admins.</summary>
    [Public, Alias("Keys")]
    Task<Result<ReviewerKeyList>> KeysAsync(CaseCaller caller);

    /// <summary>Registers a key of the caller, which waits for a second admin; with the tenant's bootstrap token it counts at once.</summary>
    [Public, Alias("Register")]
    Task<Result<ReviewerKey>> RegisterAsync(CaseCaller caller, string publicKey, string bootstrapToken);

    /// <summary>Confirms a key of somebody else; for admins whose own key counts.</summary>
    [Public, Alias("Confirm")]
    Task<Result<ReviewerKey>> ConfirmAsync(CaseCaller caller, string keyId);

    /// <summary>Revokes a key for good: the caller's own, or any as an admin.</summary>
    [Public, Alias("RevokeKey")]
    Task<Result<ReviewerKey>> RevokeAsync(CaseCaller caller, string keyId);

    /// <summary>Makes a bootstrap token, in the place of one that was not used up. Refused once two admins have keys that count.</summary>
    [Operator, Alias("Bootstrap")]
    Task<Result<BootstrapToken>> BootstrapAsync(string operatorId);
}
