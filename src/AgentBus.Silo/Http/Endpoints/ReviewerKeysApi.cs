using System.Collections.Immutable;
using System.Text.Json;
using AgentBus.Model;
using AgentBus.Services;
using AgentBus.Silo.Json;

namespace AgentBus.Silo.Http;

/// <summary>The keys with which reviewers sign votes (DEL-04, SEC-20), for people with a credential of their own.</summary>
internal sealed class ReviewerKeysApi(CaseReview review) : IApiGroup
{
    private const string All = "/api/v1/reviewer-keys";
    private const string One = All + "/{key_id}";
    private const string Unknown = "00000000000000000000000000000000";
    private const string Nothing = """{"constitutional_hash":"cdd01ef066bc6cf2"}""";
    private static readonly string[] Known = ["public_key", "bootstrap_token"];
    private static readonly ApiParameter KeyId = ApiParameter.Path("key_id", "The key's name: 32 hex digits.");

    /// <inheritdoc/>
    public string Name => "Reviewer keys";

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", All, ListAsync, "All keys of the tenant's reviewers.")
        {
            Data = typeof(ReviewerKeyListData), Problems = [403], Examples = [new("For an agent", All, 403)],
        },
        new("POST", All, RegisterAsync, "Registers a key of the caller. It waits for a second admin, unless the tenant's bootstrap token comes with it.")
        {
            Body = typeof(ReviewerKeyRequestData), Data = typeof(ReviewerKeyData), Problems = [403, 409],
            Examples = [new("For an agent", All, 403, """{"public_key":"AAAA","constitutional_hash":"cdd01ef066bc6cf2"}""")],
        },
        new("POST", One + "/confirm", async call => Answer(await review.ConfirmKeyAsync(call.Caller, call.Route("key_id"))), "Confirms a key of somebody else; for admins whose own key counts.")
        {
            Parameters = [KeyId], Body = typeof(NothingData), Data = typeof(ReviewerKeyData), Problems = [403, 404],
            Examples = [new("For an agent", $"{All}/{Unknown}/confirm", 403, Nothing)],
        },
        new("POST", One + "/revoke", async call => Answer(await review.RevokeKeyAsync(call.Caller, call.Route("key_id"))), "Revokes a key for good: an own one, or any as an admin.")
        {
            Parameters = [KeyId], Body = typeof(NothingData), Data = typeof(ReviewerKeyData), Problems = [403, 404],
            Examples = [new("For an agent", $"{All}/{Unknown}/revoke", 403, Nothing)],
        },
    ];

    private async Task<ApiAnswer> ListAsync(ApiCall call)
    {
        var listed = await review.KeysAsync(call.Caller);
        return listed.IsOk ? ApiAnswer.Of(new ReviewerKeyListData([.. listed.Value.Keys.Select(ReviewerKeyData.Of)])) : listed.Refusal;
    }

    private async Task<ApiAnswer> RegisterAsync(ApiCall call)
    {
        var findings = new JsonFindings();
        call.NoteUnknown(Known, findings);
        var (key, token) = (JsonText.Text(call.Request.Data, Known[0]) ?? "", JsonText.Text(call.Request.Data, Known[1]) ?? "");
        return call.Take(findings) is { } refusal ? refusal : Answer(await review.RegisterKeyAsync(call.Caller, key, token));
    }

    private static ApiAnswer Answer(Result<ReviewerKey> result) => result.IsOk ? ApiAnswer.Of(ReviewerKeyData.Of(result.Value)) : result.Refusal;
}

/// <summary>A key of a reviewer.</summary>
/// <param name="KeyId">Its name: the first 32 hex digits of SHA-256 over its DER form.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, base64.</param>
/// <param name="State">pending, active or revoked.</param>
/// <param name="RegisteredAt">When it was registered.</param>
/// <param name="ConfirmedBy">The second admin; bootstrap for the first two; empty while it waits.</param>
internal sealed record ReviewerKeyData(string KeyId, string Person, string PublicKey, string State, DateTimeOffset RegisteredAt, string ConfirmedBy)
{
    /// <summary>Of a key.</summary>
    public static ReviewerKeyData Of(ReviewerKey key) =>
        new(key.KeyId, key.Subject, key.PublicKey, JsonNamingPolicy.SnakeCaseLower.ConvertName(key.State.ToString()), key.RegisteredAt, key.ConfirmedBy);
}

/// <summary>Keys of reviewers.</summary>
/// <param name="Keys">The keys.</param>
internal sealed record ReviewerKeyListData(ImmutableArray<ReviewerKeyData> Keys);

/// <summary>A key to register.</summary>
/// <param name="PublicKey">SubjectPublicKeyInfo of an ECDSA P-256 key, base64.</param>
/// <param name="BootstrapToken">The tenant's bootstrap token, for its first two admins; absent for all others.</param>
internal sealed record ReviewerKeyRequestData(string PublicKey, string? BootstrapToken);
