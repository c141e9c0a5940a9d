using AgentBus.Cli.Credentials;

namespace AgentBus.Cli.Examination;

/// <summary>Whether the issuer's keys are there, can be used, and are public ones.</summary>
internal static class KeyExamination
{
    private const string Subject = "issuer's keys";

    public static IEnumerable<Finding> Of(Settings settings, bool isDevelopment)
    {
        var files = settings.List("Authentication:KeyFiles").ToList();
        if (files.Count == 0 && !settings.List("Authentication:JwksUrls").Any())
        {
            yield return isDevelopment
                ? Finding.Warning(Subject, "None: the silo makes credentials of its own, which end with it, in credentials/ of its data directory.", "For production: agentbus keys create issuer, and AgentBus:Authentication:KeyFiles.")
                : Finding.Wrong(Subject, "None, so nobody could sign in.", "agentbus keys create issuer, then name issuer.pub.pem in AgentBus:Authentication:KeyFiles; or set JwksUrls.");
        }

        foreach (var file in files)
        {
            yield return OfFile(file);
        }
    }

    private static Finding OfFile(string file)
    {
        if (!File.Exists(file))
        {
            return Finding.Wrong(Subject, $"{file} is missing.", "Correct AgentBus:Authentication:KeyFiles, or put the public key there.");
        }

        if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return Finding.Right(Subject, $"{file} (JWKS)");
        }

        try
        {
            using var key = IssuerKey.Read(file);
            return key.IsPrivate
                ? Finding.Wrong(Subject, $"{file} holds a private key, which the bus must not have.", $"openssl pkey -in {file} -pubout, and name that file.")
                : Finding.Right(Subject, $"{file} ({key.Algorithm})");
        }
        catch (CommandFailure e)
        {
            return Finding.Wrong(Subject, e.Message, "agentbus keys create makes a pair that can be used.");
        }
    }
}
