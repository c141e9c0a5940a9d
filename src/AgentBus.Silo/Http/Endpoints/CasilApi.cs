using AgentBus.Domain.Access;
using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>The CASIL policy of the caller's tenant for those whose roles cover its operation <c>casil</c> (CAS-20), as <c>op.casil.get</c> and <c>op.casil.reload</c> on the bus.</summary>
internal sealed class CasilApi(ContentPolicyDesk desk, TenantDesk tenants) : IApiGroup
{
    /// <summary>A change, as an example.</summary>
    public const string Enforcing = """
        {"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"data":{"mode":"enforce","block_on_probable_secret":true}}
        """;

    /// <summary>One that is wrong.</summary>
    public const string ReadsNothing = """{"constitutional_context":{"hash":"cdd01ef066bc6cf2","tenant_id":"default-tenant"},"data":{"max_inspect_bytes":0}}""";

    private const string Path = "/api/v1/casil";

    /// <inheritdoc/>
    public string Name => "Inspection";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", Path, call => OwnAsync(call, desk.ShowAsync), "The CASIL policy of the tenant.") { Data = typeof(TenantContentPolicyData), Problems = [403] },
        new("PUT", Path, call => OwnAsync(call, tenant => desk.ChangeAsync(call, tenant)), "Changes the CASIL policy of the tenant while it runs; one that is wrong changes nothing.")
        {
            Body = typeof(ContentPolicyData), Data = typeof(TenantContentPolicyData), Problems = [403, 409],
        },
        new("DELETE", Path, call => OwnAsync(call, tenant => desk.ResetAsync(call, tenant)), "Has the tenant go by the silo's policy again.")
        {
            Data = typeof(TenantContentPolicyData), Problems = [403, 409],
        },
    ];

    private async Task<ApiAnswer> OwnAsync(ApiCall call, Func<TenantKey, Task<ApiAnswer>> then) =>
        await tenants.RefuseAsync(call, TenantOperations.Casil) is { } refusal ? refusal : await then(new TenantKey(call.Principal.Agent.Tenant));
}
