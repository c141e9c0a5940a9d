using System.Globalization;
using System.Reflection;

namespace AgentBus.Storage.Sqlite;

/// <summary>The numbered SQL files of <c>sql/sqlite</c>, which travel inside the assembly, and the version of the schema that they make. Each file notes its own number.</summary>
internal static class SqliteSchema
{
    private const string Prefix = "sqlite/";
    private static readonly Assembly Home = typeof(SqliteSchema).Assembly;

    /// <summary>The files in the order of their numbers.</summary>
    public static IReadOnlyList<(int Version, string Name)> Scripts { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), name)),
    ];

    public static string Read(string name)
    {
        using var reader = new StreamReader(Home.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>Brings the schema up to date, or with <paramref name="apply"/> off only checks it. A file whose number is not noted is applied, also one below others.</summary>
    /// <exception cref="InvalidOperationException">The schema is newer than this product, or not there and must not be applied.</exception>
    public static void Prepare(SqliteSession session, bool apply)
    {
        if (!apply)
        {
            var missing = Missing(session);
            if (missing.Count > 0)
            {
                throw new InvalidOperationException(
                    $"The database lacks {string.Join(", ", missing.Select(static script => script.Name[Prefix.Length..]))}: apply these files of sql/sqlite, or set ApplySchema.");
            }

            return;
        }

        // Takes the write lock first, so that two processes cannot apply at the same time.
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var (_, name) in Missing(session))
            {
                session.Execute(Read(name));
            }

            session.Execute("COMMIT");
        }
        catch
        {
            if (session.InTransaction)
            {
                session.Execute("ROLLBACK");
            }

            throw;
        }
    }

    private static List<(int Version, string Name)> Missing(SqliteSession session)
    {
        var applied = Applied(session);
        if (applied.Count > 0 && applied.Max > Scripts[^1].Version)
        {
            throw new InvalidOperationException(
                $"The database has schema version {applied.Max}, this product knows up to {Scripts[^1].Version}: start the product version that made it, or a newer one.");
        }

        return [.. Scripts.Where(script => !applied.Contains(script.Version))];
    }

    private static SortedSet<int> Applied(SqliteSession session)
    {
        SortedSet<int> versions = [];
        if (session.Scalar("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'") == 0)
        {
            return versions;
        }

        using var rows = session.Prepare("SELECT version FROM schema_version").Query();
        while (rows.Next())
        {
            versions.Add((int)rows.Int64(0));
        }

        return versions;
    }
}
