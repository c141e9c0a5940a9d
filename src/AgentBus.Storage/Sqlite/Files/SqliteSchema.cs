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

    /// <summary>Brings the schema up to date, or with <paramref name="apply"/> off only checks it.</summary>
    /// <exception cref="InvalidOperationException">The schema is newer than this product, or not there and must not be applied.</exception>
    public static void Prepare(SqliteSession session, bool apply)
    {
        var known = Scripts[^1].Version;
        if (!apply)
        {
            Check(Current(session), known, exactly: true);
            return;
        }

        // Takes the write lock first, so that two processes cannot apply at the same time.
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            var current = Current(session);
            Check(current, known, exactly: false);
            foreach (var (_, name) in Scripts.Where(script => script.Version > current))
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

    private static int Current(SqliteSession session) =>
        session.Scalar("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'") == 0
            ? 0
            : (int)session.Scalar("SELECT max(version) FROM schema_version");

    private static void Check(int current, int known, bool exactly)
    {
        if (current > known)
        {
            throw new InvalidOperationException(
                $"The database has schema version {current}, this product knows up to {known}: start the product version that made it, or a newer one.");
        }

        if (exactly && current < known)
        {
            throw new InvalidOperationException(
                $"The database has schema version {current}, {known} is needed: apply the files of sql/sqlite above {current}, or set ApplySchema.");
        }
    }
}
