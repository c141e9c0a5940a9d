using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>Which credentials are valid (SEC-01). There is no switch that turns authentication off.</summary>
internal sealed class AuthenticationOptions
{
    /// <summary>The issuer of tokens (claim <c>iss</c>).</summary>
    [Required]
    public string Issuer { get; set; } = "ace-auth";

    /// <summary>The audience of tokens (claim <c>aud</c>).</summary>
    [Required]
    public string Audience { get; set; } = "ace-comms";

    /// <summary>Files with the public keys of the issuer: PEM or JWKS (*.json), RSA of 2,048 bits or more, or EC P-256. Security: required outside Development and --demo.</summary>
    public IList<string> KeyFiles { get; set; } = [];

    /// <summary>Addresses of the issuer's JWKS documents (RFC 7517), https except on loopback. Security: whoever can write there can make tokens.</summary>
    public IList<string> JwksUrls { get; set; } = [];

    /// <summary>So often the JWKS documents are fetched; the last good keys stay where that fails.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan JwksRefresh { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A token with an unknown key id has them fetched at once, but not more often than this. Security: a flood of made-up key ids is no flood of the issuer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan JwksMinInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one fetch may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan JwksTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>So often the key files are looked at.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan KeyFileReload { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Assemblies with further ways to authenticate: public classes that implement ICredentialScheme (docs/guides/own-authenticator.md). Security: their code runs in the bus.</summary>
    public IList<string> Extensions { get; set; } = [];

    /// <summary>The longest token, in characters. Security: bounds the work of refusing.</summary>
    [Range(256, 16_384)]
    public int MaxTokenLength { get; set; } = 8_192;

    /// <summary>How far the issuer's clock may be ahead.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Roles of an agent that shows a client certificate (organisation = tenant, common name = agent).</summary>
    public IList<string> CertificateRoles { get; set; } = ["agent"];

    /// <summary>Clearance of an agent that shows a client certificate.</summary>
    [Range(0, 5)]
    public int CertificateClearance { get; set; }

    /// <summary>File with a secret of 32 bytes or more, the same on all silos, by which a silo believes another's word on a client certificate, and knows its challenges; empty: one per process. Security: mode 0600.</summary>
    public string CertificateSealFile { get; set; } = "";
}
