using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>The CASIL policies of tenants for operators of the silo (CAS-20).</summary>
internal sealed class InspectionApi(ContentPolicyDesk desk) : IApiGroup
{
    private const string Path = "/admin/casil/{tenant}";
    private const string Default = "/admin/casil/default-tenant";

    private static readonly ApiParameter Tenant = ApiParameter.Path("tenant", "The tenant.");

    /// <inheritdoc/>
    public string Name => "Operators: inspection";

    /// <inheritdoc/>
    public bool IsForOperators => true;

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", Path, call => OfAsync(call, desk.ShowAsync), "The CASIL policy of a tenant.")
        {
            Parameters = [Tenant], Data = typeof(TenantContentPolicyData), Problems = [404],
            Examples = [new("Look", Default, 200), new("None of this name", "/admin/casil/nobody", 404)],
        },
        new("PUT", Path, call => OfAsync(call, tenant => desk.ChangeAsync(call, tenant)), "Changes the CASIL policy of a tenant while it runs; one that is wrong changes nothing.")
        {
            Parameters = [Tenant], Body = typeof(ContentPolicyData), Data = typeof(TenantContentPolicyData), Problems = [403, 404, 409],
            Examples = [new("Enforce it", Default, 200, CasilApi.Enforcing), new("One that reads nothing", Default, 400, CasilApi.ReadsNothing)],
        },
        new("DELETE", Path, call => OfAsync(call, tenant => desk.ResetAsync(call, tenant)), "Has a tenant go by the silo's policy again.")
        {
            Parameters = [Tenant], Data = typeof(TenantContentPolicyData), Problems = [403, 404, 409],
            Examples = [new("Back to the silo's", Default, 200)],
        },
    ];

    private static async Task<ApiAnswer> OfAsync(ApiCall call, Func<TenantKey, Task<ApiAnswer>> then) =>
        TenantKey.TryCreate(call.Route("tenant"), out var tenant) ? await then(tenant) : Refusal.NotFound;
}
