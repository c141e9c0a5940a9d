using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using Microsoft.Extensions.Configuration;

namespace PartnerAuthenticator;

/// <summary>
/// A partner's gateway signs for its agents with a secret that it shares with the bus: <c>Partner tenant.agent.end.mac</c>, where the end is
/// in Unix seconds and the mac HMAC-SHA256 over what stands before it, in hex.
/// </summary>
public sealed class PartnerScheme(IConfiguration configuration) : ICredentialScheme
{
    private readonly byte[] _secret = File.ReadAllBytes(configuration["Partner:SecretFile"] ?? throw new InvalidOperationException("Partner:SecretFile is not set."));

    /// <inheritdoc/>
    public string Name => "Partner";

    /// <inheritdoc/>
    public ValueTask<AgentKey?> LocateAsync(string value, CancellationToken cancellationToken) =>
        ValueTask.FromResult(value.Split('.') is [var tenant, var agent, _, _] && AgentKey.TryCreate(tenant, agent, out var key) ? key : (AgentKey?)null);

    /// <inheritdoc/>
    public ValueTask<Principal?> AuthenticateAsync(string value, TenantSettings tenant, DateTimeOffset now, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Authenticate(value));

    private Principal? Authenticate(string value)
    {
        var dot = value.LastIndexOf('.');
        if (dot < 0 || value.Split('.') is not [var tenant, var agent, var end, var mac] || !AgentKey.TryCreate(tenant, agent, out var key))
        {
            return null;
        }

        var right = Convert.ToHexString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(value[..dot])));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(right), Encoding.ASCII.GetBytes(mac.ToUpperInvariant()))
            && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? new Principal(key, EntityType.Agent, ["agent"], Clearance: 0, Capabilities: [], $"partner-{mac[..16]}", DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
    }
}
