-- The kind of the job that tells the host of this one's death, if any.
alter table jobs.job add column on_dead text;
alter table jobs.finished add column on_dead text;

-- A UUIDv7 (RFC 9562, 5.7) of now, as the queue's own ids are: 48 bits of milliseconds, then the random bits of a version 4 with the version set to 7.
create function jobs.new_id() returns uuid language sql volatile as $$
    select encode(set_bit(set_bit(
        substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) || substring(uuid_send(gen_random_uuid()) from 7), 52, 1), 53, 1), 'hex')::uuid
$$;
