"""The functions and triggers of the journal, as its migrations install them."""

# Nothing but these two may touch a line, each within a transaction that says which it does.
KEEPING = """
CREATE FUNCTION journal_erased(changes jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_object_agg(field, '["effacé", "effacé"]'::jsonb), '{}')
    FROM jsonb_object_keys(changes) AS field
$$;

CREATE FUNCTION journal_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    purpose text := current_setting('escale.journal', true);
    expected jsonb;
BEGIN
    IF TG_OP = 'DELETE' AND purpose = 'purge' AND OLD.at < now() - interval '6 months' THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND purpose = 'erase' THEN
        expected := to_jsonb(OLD) || jsonb_build_object('changes', journal_erased(OLD.changes));
        IF expected->>'door' = 'beneficiary' THEN
            expected := expected || '{"actor": "effacé"}';
        END IF;
        IF to_jsonb(NEW) = expected THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The journal is append-only: % refused', TG_OP;
END $$;

DROP TRIGGER journal_append_only ON journal_journalentry;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal_journalentry
FOR EACH ROW EXECUTE FUNCTION journal_keep();
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal_journalchange
FOR EACH ROW EXECUTE FUNCTION journal_keep();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal_journalchange
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
"""

# A transaction that writes a line has told what it changes; another one is told by the database.
# The rights are those of the owner of the tables, whoever runs the statement.
TELLING = """
CREATE FUNCTION journal_note_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('escale.told', pg_current_xact_id()::text, true);
    RETURN NULL;
END $$;
CREATE TRIGGER journal_note_entry AFTER INSERT ON journal_journalentry
FOR EACH STATEMENT EXECUTE FUNCTION journal_note_entry();

CREATE FUNCTION journal_tell_untold() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF current_setting('escale.told', true) IS DISTINCT FROM NEW.transaction::text THEN
        INSERT INTO journal_journalentry (at, actor, client_id, door, verb, about, changes)
        SELECT at, role, client_id, 'outside', CASE operation
                   WHEN 'INSERT' THEN 'added-outside'
                   WHEN 'DELETE' THEN 'removed-outside' ELSE 'changed-outside' END,
               about, changes
        FROM journal_journalchange, unnest(abouts) AS about
        WHERE transaction = NEW.transaction ORDER BY id;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_tell_untold AFTER INSERT ON journal_journalchange
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.is_first)
EXECUTE FUNCTION journal_tell_untold();
"""

FORGETTING = """
DROP TRIGGER journal_note_entry ON journal_journalentry;
DROP FUNCTION journal_note_entry();
DROP FUNCTION journal_tell_untold() CASCADE;
DROP FUNCTION journal_keep() CASCADE;
DROP FUNCTION journal_erased(jsonb);
DROP TRIGGER journal_no_truncate ON journal_journalchange;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal_journalentry
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse_change();
"""
