using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>The two listeners (TRN-12), and how sockets are worked.</summary>
internal sealed class ListenOptions
{
    /// <summary>Address of the public listener; "0.0.0.0" or "[::]" for all. Security: loopback unless opened.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port of the public listener; 0: any free one.</summary>
    [Range(0, 65_535)]
    public int PublicPort { get; set; } = 8080;

    /// <summary>Address of the internal listener. Security: health, metrics and administration; keep it away from clients.</summary>
    [Required]
    public string InternalHost { get; set; } = "127.0.0.1";

    /// <summary>Port of the internal listener; 0: any free one.</summary>
    [Range(0, 65_535)]
    public int InternalPort { get; set; } = 9090;

    /// <summary>PEM file of the public listener's certificate, with its chain; empty: no TLS. Security: without TLS, put a proxy before it that ends TLS.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>PEM file of its private key. Security: mode 0600.</summary>
    public string CertificateKeyFile { get; set; } = "";

    /// <summary>PEM file of the authorities whose client certificates are taken, and of no others; empty: none are asked for.</summary>
    public string ClientAuthorityFile { get; set; } = "";

    /// <summary>Every client of the public listener must show a certificate (mTLS); needs ClientAuthorityFile. Security: true where all clients are machines of your own.</summary>
    public bool RequireClientCertificate { get; set; }

    /// <summary>The internal listener ends TLS too, with the same certificate. Security: true where it is not on loopback, since operators' tokens cross it.</summary>
    public bool InternalTls { get; set; }

    /// <summary>The headers of a request must have come so soon after its first byte. Security: against slow senders (SEC-10).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest headers of a request, in bytes; longer ones get 431. Security: bounds memory before anybody is known.</summary>
    [Range(1_024, 1_048_576)]
    public int MaxHeaderBytes { get; set; } = 32_768;

    /// <summary>So often the TLS files are looked at; a change holds for new connections, those that are open go on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CertificateReload { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Addresses and networks (CIDR) of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; no other's are. Security: whoever is listed can claim any address.</summary>
    public IList<string> TrustedProxies { get; set; } = [];

    /// <summary>Runs socket completions on the socket's thread. Fewer hops with few busy connections, dearer with many.</summary>
    public bool InlineSockets { get; set; }

    /// <summary>Threads that work the sockets; 0: the framework's choice.</summary>
    [Range(0, 64)]
    public int IoQueues { get; set; }
}
