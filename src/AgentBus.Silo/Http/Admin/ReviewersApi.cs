using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>The beginning of a tenant's review (DEL-04), for operators of the silo.</summary>
internal sealed class ReviewersApi(IClusterClient cluster) : IApiGroup
{
    private const string Bootstrap = "/admin/reviewers/{tenant}/bootstrap";

    /// <inheritdoc/>
    public string Name => "Operators: reviewers";

    /// <inheritdoc/>
    public bool IsForOperators => true;

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("POST", Bootstrap, BootstrapAsync, "Makes the token by which the tenant's first two admins register their keys; it is shown once, and takes the place of one that was not used up.")
        {
            Parameters = [ApiParameter.Path("tenant", "The tenant.")], Body = typeof(NothingData), Data = typeof(BootstrapData), Problems = [404],
            Examples = [new("None of this name", "/admin/reviewers/nobody/bootstrap", 404, """{"constitutional_hash":"cdd01ef066bc6cf2"}""")],
        },
    ];

    private async Task<ApiAnswer> BootstrapAsync(ApiCall call)
    {
        if (!TenantKey.TryCreate(call.Route("tenant"), out var tenant))
        {
            return Refusal.NotFound;
        }

        var made = await cluster.GetGrain<ITenantReviewers>(tenant.GrainKey).BootstrapAsync(call.Principal.Agent.GrainKey);
        return made.IsOk ? ApiAnswer.Of(new BootstrapData(made.Value.Value)) : made.Refusal;
    }
}

/// <summary>The token of a tenant's first two admins.</summary>
/// <param name="BootstrapToken">The token. Security: it is not shown again.</param>
internal sealed record BootstrapData(string BootstrapToken);
