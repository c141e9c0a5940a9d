using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentBus.Cli.Credentials;

namespace AgentBus.Cli.Examination;

/// <summary>Whether the certificate of the listener is there, holds for a while, and its key is nobody else's.</summary>
internal static class CertificateExamination
{
    private const string Subject = "certificate";
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static IEnumerable<Finding> Of(string file, string keyFile, DateTimeOffset now)
    {
        if (file.Length == 0)
        {
            yield break;
        }

        yield return OfFile(file, now);
        if (File.Exists(keyFile) && PrivateFile.IsOpenToOthers(keyFile))
        {
            yield return Finding.Warning("certificate key", $"Others than its owner may read {keyFile}.", $"chmod 600 {keyFile}");
        }
    }

    private static Finding OfFile(string file, DateTimeOffset now)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            var (from, until) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
            return until <= now ? Finding.Wrong(Subject, $"{file} expired at {until:u}.", "Renew it; the silo takes the new file without a restart.")
                : from > now ? Finding.Wrong(Subject, $"{file} is not valid before {from:u}.", "Look whether the clock is right.")
                : until - now < Soon ? Finding.Warning(Subject, $"{file} expires at {until:u}, in {(until - now).TotalDays:0} days.", "Renew it; the silo takes the new file without a restart.")
                : Finding.Right(Subject, $"{file} is valid until {until:u}");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Finding.Wrong(Subject, $"{file} cannot be read: {e.Message}", "Correct AgentBus:Listen:CertificateFile; it is PEM, with its chain.");
        }
    }
}
