using System.Security.Cryptography.X509Certificates;
using AgentBus.Model;

namespace AgentBus.Silo.Security;

/// <summary>The agent that a client certificate names: its organisation (O) is the tenant, its common name (CN) the agent.</summary>
internal static class CertificateName
{
    private const string Organization = "2.5.4.10";
    private const string CommonName = "2.5.4.3";

    /// <summary>Reads the subject; false where it names no agent, or more than one.</summary>
    public static bool TryParse(string subject, out AgentKey agent)
    {
        agent = default;
        try
        {
            string? tenant = null;
            string? name = null;
            foreach (var part in new X500DistinguishedName(subject).EnumerateRelativeDistinguishedNames())
            {
                if (part.HasMultipleElements)
                {
                    return false;
                }

                switch (part.GetSingleElementType().Value)
                {
                    case Organization when tenant is null:
                        tenant = part.GetSingleElementValue();
                        break;
                    case CommonName when name is null:
                        name = part.GetSingleElementValue();
                        break;
                    case Organization or CommonName:
                        return false;
                }
            }

            return AgentKey.TryCreate(tenant, name, out agent);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }
}
