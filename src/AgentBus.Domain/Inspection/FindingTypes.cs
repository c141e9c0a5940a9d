using System.Collections.Immutable;

namespace AgentBus.Domain.Inspection;

/// <summary>What a finding is of: the names that stand on the wire, in evidence and in `agentbus inspect` (PII-01, CAS-02).</summary>
public static class FindingTypes
{
    /// <summary>A credential: a token, a private key, a password.</summary>
    public const string Secret = "SECRET";

    /// <summary>An e-mail address.</summary>
    public const string EmailAddress = "EMAIL_ADDRESS";

    /// <summary>A telephone number.</summary>
    public const string PhoneNumber = "PHONE_NUMBER";

    /// <summary>The number of a payment card.</summary>
    public const string CreditCard = "CREDIT_CARD";

    /// <summary>An international bank account number (ISO 13616).</summary>
    public const string IbanCode = "IBAN_CODE";

    /// <summary>A social security or taxpayer number of the United States.</summary>
    public const string UsSsn = "US_SSN";

    /// <summary>An IPv4 or IPv6 address.</summary>
    public const string IpAddress = "IP_ADDRESS";

    /// <summary>A hardware address (EUI-48).</summary>
    public const string MacAddress = "MAC_ADDRESS";

    /// <summary>An identity number of another country whose check digits hold.</summary>
    public const string NationalId = "NATIONAL_ID";

    /// <summary>What a regular expression of the policy matches (CAS-05).</summary>
    public const string Pattern = "PATTERN";

    /// <summary>A text to which a path of the policy leads (CAS-05).</summary>
    public const string NamedPath = "REDACTION_PATH";

    /// <summary>All of them.</summary>
    public static ImmutableArray<string> All { get; } =
        [Secret, EmailAddress, PhoneNumber, CreditCard, IbanCode, UsSsn, IpAddress, MacAddress, NationalId, Pattern, NamedPath];

    /// <summary>Whether findings of this type are personal data.</summary>
    public static bool IsPersonal(string type) => type is not (Secret or Pattern or NamedPath);
}
