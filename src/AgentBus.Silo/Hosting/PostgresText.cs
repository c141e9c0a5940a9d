using System.Data.Common;

namespace AgentBus.Silo.Hosting;

/// <summary>The two ways in which a PostgreSQL is named: the driver's connection string, and the URL that containers are given (CFG-05).</summary>
internal static class PostgresText
{
    /// <summary>The connection string for either; a text that is no URL is returned as it is.</summary>
    public static string ToConnectionString(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            return text;
        }

        var builder = new DbConnectionStringBuilder { ["Host"] = uri.Host };
        if (uri.Port > 0)
        {
            builder["Port"] = uri.Port;
        }

        if (uri.AbsolutePath.Length > 1)
        {
            builder["Database"] = Uri.UnescapeDataString(uri.AbsolutePath[1..]);
        }

        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder["Username"] = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            builder["Password"] = Uri.UnescapeDataString(user[1]);
        }

        return builder.ConnectionString;
    }
}
