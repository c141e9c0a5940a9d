using System.Collections.Immutable;
using System.Text.Json;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security.Keys;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AgentBus.Silo.Security;

/// <summary>
/// Verifies JSON web tokens (RFC 7519, with the advice of RFC 8725). The algorithm is pinned by our own look at the header, and only keys of
/// that algorithm are handed to the library: neither <c>none</c> nor an HMAC with a public key as its secret gets near it. Thread-safe.
/// </summary>
internal sealed class JwtAuthenticator(IIssuerKeys keys, IOptions<AgentBusOptions> options)
{
    private const int HighestClearance = 5;

    // The year 9999 ends with it.
    private const long LatestSecond = 253_402_300_799;

    private readonly AuthenticationOptions _options = options.Value.Authentication;
    private readonly CryptoProviderFactory _uncached = new() { CacheSignatureProviders = false };
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = options.Value.Authentication.MaxTokenLength };

    /// <summary>The principal of a valid token of this tenant, or null.</summary>
    public async ValueTask<Principal?> AuthenticateAsync(string token, TenantSettings tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var claims = TokenClaims.TryRead(token, _options.MaxTokenLength);
        if (claims is null || !await IsSignedAsync(token, claims.Header, now, cancellationToken))
        {
            return null;
        }

        return ToPrincipal(claims.Payload, tenant);
    }

    private async ValueTask<bool> IsSignedAsync(string token, JsonElement header, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var algorithm = TokenClaims.Text(header, "alg");
        var type = TokenClaims.Text(header, "typ");
        if (algorithm is not (SigningKey.Rs256 or SigningKey.Es256)
            || type is not ("" or "JWT" or "at+jwt")
            || header.TryGetProperty("crit", out _))
        {
            return false;
        }

        var candidates = await keys.FindAsync(algorithm, TokenClaims.Text(header, "kid"), cancellationToken);
        return candidates.Count > 0 && _handler.ValidateToken(token, Parameters(candidates, now)).IsValid;
    }

    private TokenValidationParameters Parameters(IReadOnlyList<SigningKey> candidates, DateTimeOffset now) => new()
    {
        ValidIssuer = _options.Issuer,
        ValidAudience = _options.Audience,
        IssuerSigningKeys = candidates.Select(static key => key.Key),
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = true,

        // The library's cache finds keys by their id, so of two keys with one id, or none, it would go on using the first.
        CryptoProviderFactory = _uncached,
        LifetimeValidator = (notBefore, expires, _, _) =>
            expires is { } end && Utc(end) > now && (notBefore is not { } start || Utc(start) <= now + _options.ClockSkew),
    };

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static Principal? ToPrincipal(JsonElement claims, TenantSettings tenant)
    {
        var id = TokenClaims.Text(claims, "jti");
        if (id.Length == 0
            || TokenClaims.Text(claims, CredentialRouting.TenantClaim) != tenant.Tenant.Tenant
            || !AgentKey.TryCreate(tenant.Tenant.Tenant, TokenClaims.Text(claims, CredentialRouting.AgentClaim), out var agent)
            || Clearance(claims) is not { } clearance
            || Type(claims) is not { } type)
        {
            return null;
        }

        return new Principal(
            agent,
            type,
            [.. Texts(claims, "roles").Concat(Texts(claims, "role")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            clearance,
            Texts(claims, "capabilities"),
            id,
            DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()))
        {
            Person = type == EntityType.Human ? agent.Agent : "",
            Owner = TokenClaims.Text(claims, "owner"),
            SignedInAt = type == EntityType.Human ? Time(claims, "auth_time") ?? Time(claims, "iat") : null,
        };
    }

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.Number && claim.TryGetInt64(out var seconds) && seconds is >= 0 and <= LatestSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static int? Clearance(JsonElement claims) =>
        !claims.TryGetProperty("clearance", out var claim) ? 0
        : claim.ValueKind == JsonValueKind.Number && claim.TryGetInt32(out var clearance) && clearance is >= 0 and <= HighestClearance ? clearance
        : null;

    private static EntityType? Type(JsonElement claims) =>
        !claims.TryGetProperty("type", out _) ? EntityType.Agent
        : TokenClaims.Text(claims, "type") switch
        {
            "agent" => EntityType.Agent,
            "human" => EntityType.Human,
            "group" => EntityType.Group,
            "dashboard" => EntityType.Dashboard,
            "service" => EntityType.Service,
            _ => null,
        };

    private static ImmutableArray<string> Texts(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var claim))
        {
            return [];
        }

        return claim.ValueKind switch
        {
            JsonValueKind.String => [claim.GetString()!],
            JsonValueKind.Array => [.. claim.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)],
            _ => [],
        };
    }
}
