using AgentBus.Domain.Abuse;
using AgentBus.Silo.Security.Abuse;

namespace AgentBus.Silo.Security;

/// <summary>What the edge's protection logs; ids 1200 to 1299. Never tokens, keys or content (SEC).</summary>
internal static partial class SecurityLog
{
    [LoggerMessage(1200, LogLevel.Warning, "{Kind} {Name} is banned until {Until:O} after repeated offences, the last: {Offence}")]
    public static partial void Banned(ILogger logger, BanKind kind, string name, Offence offence, DateTimeOffset until);

    [LoggerMessage(1210, LogLevel.Information, "TLS goes by the certificate {Thumbprint}, valid until {NotAfter:O}")]
    public static partial void CertificateTaken(ILogger logger, string thumbprint, DateTimeOffset notAfter);

    [LoggerMessage(1211, LogLevel.Error, "The changed TLS files cannot be used; the former certificate stays: {Problem}")]
    public static partial void CertificateKept(ILogger logger, string problem);

    [LoggerMessage(1212, LogLevel.Warning, "The TLS certificate ends at {NotAfter:O}")]
    public static partial void CertificateEnds(ILogger logger, DateTimeOffset notAfter);

    [LoggerMessage(1213, LogLevel.Warning, "The public listener is open to other hosts without TLS; put a proxy before it that ends TLS, and name it in AgentBus:Listen:TrustedProxies")]
    public static partial void OpenWithoutTls(ILogger logger);

    [LoggerMessage(1220, LogLevel.Information, "Keys of the issuer from {Source}: {KeyIds}")]
    public static partial void KeysTaken(ILogger logger, string source, string keyIds);

    [LoggerMessage(1221, LogLevel.Error, "Keys of the issuer cannot be had from {Source}; the last good ones stay: {Problem}")]
    public static partial void KeysKept(ILogger logger, string source, string problem);

    [LoggerMessage(1230, LogLevel.Warning, "A request for {Path} from {Address} showed no operator's credential")]
    public static partial void NoOperator(ILogger logger, string path, string address);

    [LoggerMessage(1231, LogLevel.Error, "The credential of a request for {Path} could not be verified, so it is refused")]
    public static partial void OperatorUnknown(ILogger logger, Exception fault, string path);

    [LoggerMessage(1240, LogLevel.Error, "The authentication scheme {Scheme} failed; the credential is refused")]
    public static partial void SchemeFailed(ILogger logger, Exception fault, string scheme);
}
