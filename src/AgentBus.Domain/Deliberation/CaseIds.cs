using System.Security.Cryptography;
using System.Text;
using AgentBus.Model;

namespace AgentBus.Domain.Deliberation;

/// <summary>Names cases: the same message gets the same case, wherever and however often it is parked.</summary>
public static class CaseIds
{
    private const int Bytes = 20;

    /// <summary>The case of what a sender sent under a key: 40 hex digits, of a hash over tenant, sender and key, each with its length.</summary>
    public static string Of(AgentKey sender, string key)
    {
        var text = $"{sender.Tenant.Length}:{sender.Tenant}{sender.Agent.Length}:{sender.Agent}{key.Length}:{key}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
    }
}
