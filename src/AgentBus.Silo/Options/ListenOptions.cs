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

    /// <summary>PEM file of the authority whose client certificates are taken; empty: none are asked for.</summary>
    public string ClientAuthorityFile { get; set; } = "";

    /// <summary>Runs socket completions on the socket's thread. Fewer hops with few busy connections, dearer with many.</summary>
    public bool InlineSockets { get; set; }

    /// <summary>Threads that work the sockets; 0: the framework's choice.</summary>
    [Range(0, 64)]
    public int IoQueues { get; set; }
}
