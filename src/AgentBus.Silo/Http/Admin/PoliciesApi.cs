using System.Collections.Immutable;
using System.Text.Json;
using AgentBus.Contracts;
using AgentBus.Domain.Codes;
using AgentBus.Model;
using AgentBus.Silo.Policies;
using Orleans;

namespace AgentBus.Silo.Http;

/// <summary>The policy bundles of tenants for operators of the silo (POL-10, POL-11).</summary>
internal sealed class PoliciesApi(IClusterClient cluster, OpaClient opa, OpaBreaker breaker) : IApiGroup
{
    private const string Path = "/admin/policies/{tenant}";
    private const string Bundle = "/admin/policies/{tenant}/{revision}";
    private const string Nothing = """{"constitutional_hash":"cdd01ef066bc6cf2"}""";
    private const string Damaged = """{"constitutional_hash":"cdd01ef066bc6cf2","archive":"AAAA"}""";

    private static readonly ApiParameter Tenant = ApiParameter.Path("tenant", "The tenant.");
    private static readonly ApiParameter Revision = ApiParameter.Path("revision", "The bundle's revision, or its first 8 digits or more.");

    /// <inheritdoc/>
    public string Name => "Operators: policies";

    /// <inheritdoc/>
    public bool IsForOperators => true;

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", Path, StatusAsync, "Tells which policies a tenant has, and which bundles it keeps.")
        {
            Parameters = [Tenant], Data = typeof(PoliciesData), Problems = [404],
            Examples = [new("Look", "/admin/policies/default-tenant", 200), new("None of this name", "/admin/policies/nobody", 404)],
        },
        new("POST", Path, PushAsync, "Keeps a bundle and runs its tests. One that does not compile is refused; one whose tests fail is kept as a draft.")
        {
            Parameters = [Tenant], Body = typeof(PolicyArchiveData), Data = typeof(BundleData), Problems = [404, 409],
            Examples = [new("No bundle", "/admin/policies/default-tenant", 400, Damaged)],
        },
        new("POST", Bundle + "/canary", CanaryAsync, "Has a tested bundle decide a part of the messages; 0 percent ends the trial.")
        {
            Parameters = [Tenant, Revision], Body = typeof(PolicyTrialData), Data = typeof(ChangeData), Problems = [403, 404, 409],
        },
        new("POST", Bundle + "/activate", call => ChangeAsync(call, policies => policies.ActivateAsync(call.Route("revision"), Operator(call))), "Puts a tested bundle in force.")
        {
            Parameters = [Tenant, Revision], Body = typeof(NothingData), Data = typeof(ChangeData), Problems = [403, 404, 409],
            Examples = [new("No such bundle", "/admin/policies/default-tenant/00000000/activate", 404, Nothing)],
        },
        new("POST", Path + "/rollback", call => ChangeAsync(call, policies => policies.RollbackAsync(Operator(call))), "Ends the trial, or puts the bundle before in force again.")
        {
            Parameters = [Tenant], Body = typeof(NothingData), Data = typeof(ChangeData), Problems = [404, 409],
            Examples = [new("Nothing before", "/admin/policies/default-tenant/rollback", 404, Nothing)],
        },
    ];

    private async Task<ApiAnswer> StatusAsync(ApiCall call)
    {
        if (Find(call) is not { } policies)
        {
            return Refusal.NotFound;
        }

        var status = await policies.StatusAsync();
        return status.IsOk ? ApiAnswer.Of(PoliciesData.Of(status.Value, opa.IsConfigured ? breaker.State : "")) : status.Refusal;
    }

    private async Task<ApiAnswer> PushAsync(ApiCall call)
    {
        if (Find(call) is not { } policies)
        {
            return Refusal.NotFound;
        }

        if (!call.Request.Data.TryGetProperty("archive", out var archive) || archive.ValueKind != JsonValueKind.String || !archive.TryGetBytesFromBase64(out var bytes))
        {
            return ApiAnswer.Invalid("The field archive is the bundle (tar, compressed with gzip) in base64.");
        }

        var pushed = await policies.PushAsync(bytes, Operator(call));
        return pushed.IsOk ? ApiAnswer.Of(BundleData.Of(pushed.Value)) : pushed.Refusal;
    }

    private async Task<ApiAnswer> CanaryAsync(ApiCall call) =>
        call.Request.Data.TryGetProperty("percent", out var percent) && percent.ValueKind == JsonValueKind.Number && percent.TryGetInt32(out var part)
            ? await ChangeAsync(call, policies => policies.CanaryAsync(call.Route("revision"), part, Operator(call)))
            : ApiAnswer.Invalid("The field percent is a whole number from 0 to 100.");

    private async Task<ApiAnswer> ChangeAsync(ApiCall call, Func<ITenantPolicies, Task<Result<ChangeApplied>>> change)
    {
        if (Find(call) is not { } policies)
        {
            return Refusal.NotFound;
        }

        return TenantsApi.Answer(call, await change(policies));
    }

    private ITenantPolicies? Find(ApiCall call) =>
        TenantKey.TryCreate(call.Route("tenant"), out var tenant) ? cluster.GetGrain<ITenantPolicies>(tenant.GrainKey) : null;

    private static string Operator(ApiCall call) => call.Principal.Agent.GrainKey;
}

/// <summary>A bundle that is brought.</summary>
/// <param name="Archive">The files: tar, compressed with gzip, in base64. At most 256 KiB before base64.</param>
internal sealed record PolicyArchiveData(string Archive);

/// <summary>A trial.</summary>
/// <param name="Percent">The part of the messages that the bundle decides, 0 to 100.</param>
internal sealed record PolicyTrialData(int Percent);

/// <summary>A bundle that a tenant keeps.</summary>
/// <param name="Revision">The SHA-256 of its files.</param>
/// <param name="Label">The revision that its manifest names; empty: none.</param>
/// <param name="State">draft, tested, canary, active or rolled_back.</param>
/// <param name="PushedAt">When it came.</param>
/// <param name="PushedBy">Who brought it.</param>
/// <param name="TestsPassed">Tests that passed.</param>
/// <param name="TestsFailed">Names of tests that did not, at most 50.</param>
internal sealed record BundleData(string Revision, string Label, string State, DateTimeOffset PushedAt, string PushedBy, int TestsPassed, ImmutableArray<string> TestsFailed)
{
    /// <summary>As operators see it.</summary>
    public static BundleData Of(PolicyBundleRecord bundle) => new(
        bundle.Revision, bundle.Label, SnakeCase.Of(bundle.State.ToString()), bundle.PushedAt, bundle.PushedBy, bundle.TestsPassed, bundle.TestsFailed);
}

/// <summary>The policies of a tenant.</summary>
/// <param name="Active">The revision in force; empty: no bundle is.</param>
/// <param name="Canary">The revision on trial; empty: none.</param>
/// <param name="CanaryPercent">The part of the messages that it decides.</param>
/// <param name="Previous">What a rollback makes active again; empty: nothing.</param>
/// <param name="Rules">Names of the declared rules.</param>
/// <param name="OpaPath">What the OPA server is asked for; empty: it is not asked.</param>
/// <param name="OpaBreaker">closed, half_open or open, on this silo; empty: no server is configured.</param>
/// <param name="Bundles">The bundles that are kept, the latest first.</param>
internal sealed record PoliciesData(
    string Active, string Canary, int CanaryPercent, string Previous, ImmutableArray<string> Rules, string OpaPath, string OpaBreaker, ImmutableArray<BundleData> Bundles)
{
    /// <summary>As operators see them.</summary>
    public static PoliciesData Of(PolicyStatus status, string breaker) => new(
        status.Active, status.Canary, status.CanaryPercent, status.Previous, status.Rules, status.OpaPath, breaker, [.. status.Bundles.Select(BundleData.Of)]);
}
